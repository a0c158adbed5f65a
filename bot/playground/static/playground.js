// The page around the room. The server says who there is, which rooms, and what time it is; this draws it.
const $ = (id) => document.getElementById(id);
const token = document.querySelector("meta[name=playground-token]").content;
const POLL = 1000;

let state = null;        // what the server said last
let person = null;       // who one is: a user name
let room = null;         // the id of the room that is open here
let ticket = null;       // what the room was opened with
let entering = 0;        // counts choices, so that only the last one is carried out
let busy = false;        // time is being moved

/* ------------------------------------------------------------------- server */
async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "X-Playground-Token": token },
  };
  const answer = await fetch(path, { cache: "no-store", ...options });
  if (!answer.ok) throw Object.assign(new Error(await answer.text()), { status: answer.status });
  return answer.json();
}

async function look() {
  const query = new URLSearchParams({ as: person ?? "", ticket: ticket ?? "" });
  return ask(`/playground/state?${query}`);
}

/* ------------------------------------------------------------------ choosing */
function remember() {
  history.replaceState(null, "", `#as=${person}&room=${room}`);
}

async function enter(nextPerson, nextRoom) {
  const mine = ++entering;
  try {
    const wanted = nextRoom ?? state.rooms[0].id;
    const next = await ask("/playground/enter", { as: nextPerson, room: wanted });
    if (mine !== entering) return;
    person = nextPerson;
    room = wanted;
    ticket = next.ticket;
    remember();
    $("room").src = `/room?${entering}#${ticket}`;
    $("room").hidden = false;
    show(next);
    document.body.classList.remove("menu-open");
  } catch (error) {
    if (mine !== entering) return;
    if (error.status === 404 && nextRoom) return enterAnywhere(nextPerson);
    lost(error);
  }
}

async function enterAnywhere(nextPerson) {
  person = nextPerson;
  ticket = null;
  state = await look();
  return enter(nextPerson, state.rooms[0].id);
}

function become(name) {
  const here = state.rooms.find((item) => item.id === room);
  return here?.kind === "direct" ? become.direct(name) : enter(name, room);
}
become.direct = async (name) => {
  person = name;
  ticket = null;
  state = await look();
  return enter(name, state.rooms.find((item) => item.kind === "direct").id);
};

async function skip(by) {
  if (busy) return;
  busy = true;
  document.body.classList.add("busy");
  drawTime();
  try {
    await ask("/playground/skip", { by, as: person });
    show(await look());
    say(`It is now ${state.clock}.`);
  } catch (error) {
    lost(error);
  } finally {
    busy = false;
    document.body.classList.remove("busy");
    drawTime();
  }
}

/* ------------------------------------------------------------------- drawing */
const LOCK = '<svg viewBox="0 0 16 16" fill="currentColor" aria-hidden="true"><path d="M8 1a3.5 3.5 0 0 0-3.5 3.5V7H4a1 1 0 0 0-1 1v5.5a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V8a1 1 0 0 0-1-1h-.5V4.5A3.5 3.5 0 0 0 8 1Zm2 6H6V4.5a2 2 0 1 1 4 0V7Z"/></svg>';
const THREAD = '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" aria-hidden="true"><path d="M3 2v7a3 3 0 0 0 3 3h7M10 9l3 3-3 3"/></svg>';
const PERSON = '<svg viewBox="0 0 16 16" fill="currentColor" aria-hidden="true"><path d="M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0 1.5c-3.3 0-6 1.7-6 3.8V14h12v-.7c0-2.1-2.7-3.8-6-3.8Z"/></svg>';

function marks(item) {
  if (item.kind === "thread") return THREAD;
  if (item.kind === "direct") return PERSON;
  return item.private ? LOCK : "#";
}

function roomLine(item) {
  const line = document.createElement("li");
  line.className = item.kind === "thread" ? `thread${item.archived ? " archived" : ""}` : "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = item.unread ? "room unread" : "room";
  button.dataset.room = item.id;
  button.title = item.topic || item.name;
  if (item.id === room) button.setAttribute("aria-current", "page");
  const mark = Object.assign(document.createElement("span"), { className: "room-mark", innerHTML: marks(item) });
  mark.setAttribute("aria-hidden", "true");
  const name = Object.assign(document.createElement("span"), { className: "room-name", textContent: item.name });
  button.append(mark, name);
  if (item.unread) {
    const dot = Object.assign(document.createElement("span"), { className: "dot" });
    const word = Object.assign(document.createElement("span"), { className: "hidden-visually", textContent: "unread" });
    button.append(dot, word);
  }
  line.append(button);
  return line;
}

function drawRooms() {
  const held = document.activeElement?.dataset?.room;
  const lines = (kinds) => state.rooms.filter((item) => kinds.includes(item.kind)).map(roomLine);
  $("channels").replaceChildren(...lines(["channel", "thread"]));
  $("direct").replaceChildren(...lines(["direct"]));
  if (held) document.querySelector(`[data-room="${held}"]`)?.focus();
}

function drawPeople() {
  const picker = $("person");
  picker.replaceChildren(...state.members.map((member) => {
    const news = member.unread && member.name !== person ? " •" : "";
    return new Option(member.full_name + news, member.name, false, member.name === person);
  }));
  const self = state.members.find((member) => member.name === person);
  $("part").textContent = self?.part ?? "";
  $("face").hidden = !self;
  if (self && !$("face").src.endsWith(`/${self.name}.png`)) $("face").src = `/playground/picture/${self.name}.png`;
}

const away = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
function from(now, then) {
  const minutes = Math.round((new Date(then) - new Date(now)) / 60000);
  if (Math.abs(minutes) < 60) return away.format(minutes, "minute");
  if (Math.abs(minutes) < 48 * 60) return away.format(Math.round(minutes / 60), "hour");
  return away.format(Math.round(minutes / 1440), "day");
}

function drawTime() {
  if (!state) return;
  put("clock", state.clock);
  put("bar-clock", state.clock.replace(/ \d{4}, /, ", ").replace(" UTC", ""));
  put("due", state.due ? `Next deadline ${from(state.now, state.due)}` : "Nothing is waiting for a deadline.");
  $("due").title = state.due_clock ?? "";
  document.querySelectorAll("[data-skip]").forEach((button) => {
    button.disabled = busy || (button.dataset.skip === "due" && !state.due);
  });
}

function put(id, text) {
  if ($(id).textContent !== text) $(id).textContent = text;
}

function drawProblems() {
  const found = state.problems;
  $("problems").hidden = !found.length;
  if (!found.length) return;
  put("problems-title", found.length === 1 ? "1 problem" : `${found.length} problems`);
  $("problems-list").replaceChildren(...[...found].reverse().map((problem) => {
    const line = document.createElement("li");
    line.append(
      Object.assign(document.createElement("strong"), { textContent: problem.title }),
      Object.assign(document.createElement("small"), { textContent: problem.at }),
      Object.assign(document.createElement("pre"), { textContent: problem.detail }),
    );
    return line;
  }));
}

function drawCurtain() {
  const elsewhere = ticket && !state.on;
  curtain(elsewhere && "This room is resting", "Another tab went to another room, and the playground shows one at a time.",
    "Come back to this room", () => enter(person, room));
}

function curtain(title, text, label, act) {
  $("curtain").hidden = !title;
  if (!title) return;
  put("curtain-title", title);
  put("curtain-text", text);
  put("curtain-button", label);
  $("curtain-button").hidden = false;
  $("curtain-button").onclick = act;
}

let drawn = {};
function changed(name, ...values) {
  const now = JSON.stringify(values);
  if (drawn[name] === now) return false;
  drawn[name] = now;
  return true;
}

function show(next) {
  state = next;
  const here = state.rooms.find((item) => item.id === room);
  if (here) here.unread = false;
  if (changed("rooms", state.rooms, room)) drawRooms();
  if (changed("people", state.members, person)) drawPeople();
  if (changed("problems", state.problems)) drawProblems();
  drawTime();
  drawCurtain();
  const self = state.members.find((member) => member.name === person);
  const name = here ? (here.kind === "direct" ? "DM with Accord" : `${here.kind === "thread" ? "" : "#"}${here.name}`) : "";
  put("where", self && here ? `${name} · ${self.full_name.split(" ")[0]}` : "");
  $("room").title = here ? `${name}, as ${self?.full_name}` : "Room";
  const news = state.rooms.some((item) => item.unread);
  $("menu").classList.toggle("unread", news);
  document.title = `${news ? "• " : ""}${name ? `${name} · ` : ""}${state.community} · Accord playground`;
}

function say(text) { put("said", text); }

function lost(error) {
  const gone = error.status === undefined;
  curtain(gone ? "The playground has stopped" : "That did not work",
    gone ? "Start it again and reload this page." : error.message, gone ? "Reload" : "Reload this page",
    () => window.location.reload());
}

/* ---------------------------------------------------------------------- life */
async function poll() {
  try {
    const mine = entering;
    const next = await look();
    if (mine === entering) show(next);
  } catch (error) {
    lost(error);
  }
  setTimeout(poll, POLL);
}

function step(by) {
  const at = state.rooms.findIndex((item) => item.id === room);
  const next = state.rooms[(at + by + state.rooms.length) % state.rooms.length];
  enter(person, next.id);
}

function menu(open) {
  document.body.classList.toggle("menu-open", open);
  $("menu").setAttribute("aria-expanded", String(open));
  $("scrim").hidden = !open;
  if (open) $("person").focus();
}

$("person").addEventListener("change", (event) => become(event.target.value));
$("side").addEventListener("click", (event) => {
  const button = event.target.closest("[data-room]");
  if (button) { menu(false); enter(person, button.dataset.room); }
});
document.querySelectorAll("[data-skip]").forEach((button) => {
  button.addEventListener("click", () => skip(button.dataset.skip));
});
$("menu").addEventListener("click", () => menu(!document.body.classList.contains("menu-open")));
$("scrim").addEventListener("click", () => menu(false));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") menu(false);
  if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    step(event.key === "ArrowUp" ? -1 : 1);
  }
});
window.addEventListener("message", (event) => {
  if (event.origin !== window.location.origin) return;
  const { go, step: by } = event.data?.playground ?? {};
  if (by) step(by);
  const found = go && state.rooms.find((item) => item.id === go.room || item.name === go.name);
  if (found) enter(person, found.id);
});

async function begin() {
  const asked = new URLSearchParams(window.location.hash.slice(1));
  person = asked.get("as");
  try {
    state = await look();
  } catch (error) {
    return lost(error);
  }
  person = state.as;
  const wanted = state.rooms.find((item) => item.id === asked.get("room")) ?? state.rooms[0];
  await enter(person, wanted.id);
  setTimeout(poll, POLL);
}
begin();
