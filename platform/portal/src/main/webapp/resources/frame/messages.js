/* A message opens in the panel: by its link, with a key held down a link like any other, or anywhere
   on its row that is nothing to press and holds no text that was just chosen. */
(function () {
  "use strict";
  var PRESSED = "a, button, input, select, textarea, label, summary, [role=button]";

  function chosen(row) {
    var selection = window.getSelection();
    return !selection.isCollapsed && String(selection).trim() && selection.containsNode(row, true);
  }

  function linkOf(target) {
    if (target.closest(PRESSED)) { return target.closest("a[data-message]"); }
    var row = target.closest("tr");
    var link = row && row.querySelector("a[data-message]");
    return link && !chosen(row) ? link : null;
  }

  document.addEventListener("click", function (event) {
    if (typeof window.openMessage !== "function" || event.defaultPrevented || event.ctrlKey
        || event.metaKey || event.shiftKey || event.button) {
      return;
    }
    var link = linkOf(event.target);
    if (!link) { return; }
    event.preventDefault();
    window.Frame.keep("id", link.dataset.message);
    window.openMessage([{name: "message", value: link.dataset.message}]);
  });
}());
