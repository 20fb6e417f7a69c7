/* Follows what changes on the server and tells the page by the event `tracker:change` on the body.

   One stream a browser: the visible tabs ask for a lock, the one that has it holds the stream and passes messages on to
   the others. Six open streams would block an HTTP/1.1 browser. A stream that fails is replaced by asking every few
   seconds, and tried again. A hidden tab keeps what it hears until it is looked at. */
(() => {
  const { live, since, agreement } = document.body.dataset;
  const POLL_EVERY = 5000, TRY_STREAM_EVERY = 30000, AT_MOST_EVERY = 150;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("tracker-live") : null;
  /* Where the page stands in the log; none where the page does not say, until the stream or a poll does. */
  let cursor = document.body.dataset.cursor === "" ? null : Number(document.body.dataset.cursor);
  let stream = null, polling = null, retry = null, release = null, state = "";
  let heard = [], resting = null, owed = false;

  function show(now) {
    state = now;
    const box = document.getElementById("live");
    if (!box) return;
    const words = { on: "liveOn", polling: "livePolling", off: "liveOff" };
    box.classList.toggle("on", now !== "off");
    box.querySelector("[data-live-words]").textContent = window.tracker.words[words[now]];
  }

  /* A document that has come in and is not read yet changes nothing on an agreement's pages. */
  function concerns(change) {
    return !agreement || ((!change.agreement || change.agreement === agreement) && change.verb !== "received");
  }

  /* The first change is told at once, those of the next moment together. */
  function tell() {
    if (document.hidden || resting) { owed = true; return; }
    owed = false;
    const changes = heard.filter(concerns);
    const any = heard.length === 0 || changes.length > 0;
    heard = [];
    if (any) document.body.dispatchEvent(new CustomEvent("tracker:change", { bubbles: true, detail: { cursor, changes } }));
    resting = setTimeout(() => { resting = null; if (owed) tell(); }, AT_MOST_EVERY);
  }

  function hear(message) {
    if (cursor !== null && message.cursor <= cursor) return;
    const known = cursor !== null || message.changes?.length;
    cursor = message.cursor;
    if (!known) return;
    heard.push(...(message.changes || []));
    tell();
  }

  function pass(message) {
    hear(message);
    channel?.postMessage({ message });
  }

  function status(now) {
    if (now === state) return;
    show(now);
    channel?.postMessage({ state: now });
  }

  async function poll() {
    try {
      const answer = await fetch(`${since}?cursor=${cursor ?? ""}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      pass(await answer.json());
      if (polling) status("polling");
    } catch {
      if (polling) status("off");
    }
  }

  function startPolling() {
    if (!polling) { polling = setInterval(poll, POLL_EVERY); poll(); }
  }

  function stopPolling() {
    clearInterval(polling);
    polling = null;
  }

  function open() {
    stream = new EventSource(live);
    stream.addEventListener("open", () => { stopPolling(); status("on"); });
    /* The first event says where the log stands: what was missed while nobody listened is asked for. */
    stream.addEventListener("snapshot", (event) => {
      const newest = JSON.parse(event.data).cursor;
      if (cursor === null) cursor = newest;
      else if (newest > cursor) poll();
    });
    stream.addEventListener("change", (event) => pass(JSON.parse(event.data)));
    stream.addEventListener("error", () => {
      startPolling();
      if (stream.readyState === EventSource.CLOSED && !retry) {
        retry = setTimeout(() => { retry = null; if (release) open(); }, TRY_STREAM_EVERY);
      }
    });
  }

  function close() {
    stream?.close();
    stream = null;
    stopPolling();
    clearTimeout(retry);
    retry = null;
  }

  function lead() {
    return new Promise((done) => { release = done; open(); });
  }

  function stopLeading() {
    if (!release) return;
    close();
    release();
    release = null;
  }

  let asking = false;
  function askToLead() {
    if (release || asking || document.hidden) return;
    if (!navigator.locks) { lead(); return; }
    asking = true;
    navigator.locks.request("tracker-live", () => {
      asking = false;
      return document.hidden ? undefined : lead();
    });
  }

  /* The header, which says how the page is kept up to date, is replaced with the rest. */
  document.addEventListener("htmx:oobAfterSwap", (event) => { if (event.detail.target.id === "facts" && state) show(state); });
  channel?.addEventListener("message", ({ data }) => {
    if (data.message) hear(data.message);
    if (data.state) show(data.state);
    if (data.ask && release && state) channel.postMessage({ state });
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { stopLeading(); return; }
    askToLead();
    if (owed) tell();
  });
  window.addEventListener("pagehide", stopLeading);
  window.addEventListener("pageshow", (event) => { if (event.persisted) askToLead(); });
  channel?.postMessage({ ask: true });
  askToLead();
})();
