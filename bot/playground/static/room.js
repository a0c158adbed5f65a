// Lets the room speak to the page around it: go to a channel or thread that is mentioned, and Alt+arrows.
const parentOrigin = window.location.origin;
const tell = (message) => window.parent.postMessage({ playground: message }, parentOrigin);

function destination(target) {
  const link = target.closest("a[href^='https://discord.com/channels/']");
  if (link) return { room: new URL(link.href).pathname.split("/")[3] };
  const mention = target.closest(".mention");
  if (mention?.textContent.startsWith("#")) return { name: mention.textContent.slice(1) };
  const thread = target.closest(".thread-summary");
  const message = thread?.closest("[data-message-id]");
  if (message) return { room: message.dataset.messageId };
  return null;
}

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const place = destination(event.target);
  if (!place) return;
  event.preventDefault();
  event.stopPropagation();
  tell({ go: place });
}, true);

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  tell({ step: event.key === "ArrowUp" ? -1 : 1 });
});

// Who reads the newest messages goes on seeing the newest, whatever makes the room grow or shrink.
const timeline = document.getElementById("channel-timeline");
const NEAR = 90;     // pixels from the end that still count as the end
const BY_HAND = 400; // milliseconds in which a scroll is the reader's own
let atEnd = true;
let touched = -BY_HAND;
const touch = () => { touched = performance.now(); };
timeline.addEventListener("wheel", touch, { passive: true });
timeline.addEventListener("touchmove", touch, { passive: true });
timeline.addEventListener("pointerdown", (event) => { if (event.target === timeline) touch(); }); // the scroll bar
timeline.addEventListener("keydown", (event) => {
  if (/^(Page|Arrow|Home|End)/.test(event.key)) touch();
});
const left = () => timeline.scrollHeight - timeline.scrollTop - timeline.clientHeight;
const follow = () => { if (atEnd && left() > 1) timeline.scrollTop = timeline.scrollHeight; };
const goToEnd = () => { atEnd = true; follow(); };
timeline.addEventListener("scroll", () => {
  if (performance.now() - touched < BY_HAND) atEnd = left() < NEAR;
  else follow(); // the preview's own scrolling keeps its place, which is above what is new
});
new ResizeObserver(follow).observe(timeline);
new ResizeObserver(follow).observe(document.getElementById("channel-message-list"));
document.getElementById("channel-composer").addEventListener("submit", goToEnd);
document.getElementById("new-messages").addEventListener("click", goToEnd);
