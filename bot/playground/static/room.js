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
