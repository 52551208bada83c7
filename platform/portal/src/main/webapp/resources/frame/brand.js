/* The picker beside a colour and the field that says it follow each other. */
(function () {
  "use strict";
  document.querySelectorAll("[data-swatch]").forEach(function (swatch) {
    var field = document.getElementById(swatch.dataset.swatch);
    function follow() {
      if (/^#[0-9a-f]{6}$/i.test(field.value)) { swatch.value = field.value; }
    }
    follow();
    field.addEventListener("input", follow);
    swatch.addEventListener("input", function () { field.value = swatch.value; });
  });
}());
