// Hands the key over that stands behind the #, where no server and no log sees it.

const key = decodeURIComponent(location.hash.slice(1));
const told = document.getElementById("told");

async function enter() {
  history.replaceState(null, "", location.pathname); // it stays in no history
  const answer = await fetch("/enter", { method: "POST", body: new URLSearchParams({ key }) });
  if (answer.ok) location.replace(await answer.text());
  else told.textContent = "This address opens no projector here. Open the one the console shows.";
}

if (key) enter().catch(() => { told.textContent = "The hub does not answer. Load this page again."; });
else told.textContent = "Open the address that the console shows: its end, after the #, is the key.";
