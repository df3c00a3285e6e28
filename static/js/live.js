// Says on a live page when the portal does not answer, and when it does again.
"use strict";

const setLost = (isLost) => {
  const words = document.getElementById("live-lost");
  if (words) {
    words.hidden = !isLost;
  }
};

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, () => setLost(true));
}
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status < 400) {
    setLost(false);
  }
});
