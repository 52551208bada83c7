/* A link to a message opens it in the panel; with a key held down it is a link like any other. */
document.addEventListener("click", function (event) {
  "use strict";
  var link = event.target.closest("a[data-message]");
  if (!link || typeof window.openMessage !== "function" || event.ctrlKey || event.metaKey
      || event.shiftKey || event.button) {
    return;
  }
  event.preventDefault();
  window.Frame.keep("id", link.dataset.message);
  window.openMessage([{name: "message", value: link.dataset.message}]);
});
