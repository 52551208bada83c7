/* Reads a chosen file of tiers into the text beside it; nothing is sent before one says so. */
document.addEventListener("change", function (event) {
  "use strict";
  var input = event.target.closest("[data-tiers-file]");
  if (!input || !input.files.length || input.files[0].size > 1000000) { return; }
  input.files[0].text().then(function (text) {
    input.closest("details").querySelector("textarea").value = text;
  });
});
