/* The picker beside a colour and the field that says it follow each other. */
(function () {
  "use strict";
  document.querySelectorAll("[data-swatch]").forEach(function (swatch) {
    var field = document.getElementById(swatch.dataset.swatch);
    /* Without a colour of its own the brand has that of its theme. */
    function ofTheme() {
      var pen = document.createElement("canvas").getContext("2d");
      var ink = document.body.appendChild(document.createElement("span"));
      ink.style.color = "var(--" + swatch.dataset.token + ")";
      pen.fillStyle = getComputedStyle(ink).color;
      ink.remove();
      return pen.fillStyle;
    }
    function follow() {
      swatch.value = /^#[0-9a-f]{6}$/i.test(field.value) ? field.value : ofTheme();
    }
    follow();
    field.addEventListener("input", follow);
    swatch.addEventListener("input", function () { field.value = swatch.value; });
  });
}());
