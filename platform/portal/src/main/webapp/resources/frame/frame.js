/* The frame's few movements: drawer, fold, switches, keys. No state but two cookies. */
(function () {
  "use strict";
  var root = document.documentElement;

  function remember(name, value) {
    document.cookie = name + "=" + value + ";path=/;max-age=31536000;samesite=lax";
  }

  function drawer(open) {
    root.toggleAttribute("data-drawer", open);
    var button = document.querySelector(".bar-drawer");
    var menu = document.getElementById("menu");
    if (!button || !menu) { return; }
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      menu.querySelector("a").focus();
    } else if (menu.contains(document.activeElement)) {
      button.focus();
    }
  }

  function choose(button) {
    var what = button.dataset.choose;
    remember(what, button.dataset.value);
    if (what === "language") {
      location.reload();
      return;
    }
    root.dataset.mode = button.dataset.value;
    button.parentNode.querySelectorAll("[data-choose]").forEach(function (other) {
      other.setAttribute("aria-pressed", String(other === button));
    });
    document.dispatchEvent(new CustomEvent("frame:mode"));
  }

  function fold(button) {
    var folded = root.dataset.menu !== "folded";
    root.dataset.menu = folded ? "folded" : "open";
    button.setAttribute("aria-pressed", String(folded));
    remember("menu", root.dataset.menu);
  }

  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.pop[open]").forEach(function (pop) {
      if (!pop.contains(event.target) || event.target.closest(".pop-entry")) { pop.open = false; }
    });
    var target = event.target.closest("[data-drawer], [data-choose], [data-fold]");
    if (!target || target === root) { return; }
    if (target.dataset.drawer) { drawer(target.dataset.drawer === "open"); }
    if (target.dataset.choose) { choose(target); }
    if (target.dataset.fold) { fold(target); }
  });

  /* On a phone the tab of this page is in sight. */
  document.addEventListener("DOMContentLoaded", function () {
    var tab = document.querySelector(".tabs [aria-current=page]");
    if (tab) { tab.parentNode.scrollLeft = tab.offsetLeft - (tab.parentNode.clientWidth - tab.offsetWidth) / 2; }
  });

  /* The button beside it opens the chooser of files; the hidden field itself takes no focus. */
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("input[type=file][aria-hidden=true]").forEach(function (field) {
      field.tabIndex = -1;
    });
  });

  /* The name must be typed before the dangerous button works. */
  function guard(field) {
    var button = field.form.querySelector(".ui-button-danger");
    button.disabled = field.value.trim() !== field.dataset.danger;
    button.classList.toggle("ui-state-disabled", button.disabled);
  }
  document.addEventListener("input", function (event) {
    if (event.target.dataset.danger !== undefined) { guard(event.target); }
  });

  window.Frame = window.Frame || {};
  window.Frame.guard = function (dialog) {
    var field = dialog.querySelector("[data-danger]");
    field.value = "";
    guard(field);
    field.focus();
  };

  /* Copies what is shown; where the browser does not let it, selects it, and says which. */
  function copy(button) {
    var box = button.closest(".copy");
    var source = box.querySelector("code, pre");
    var said = box.querySelector("[data-copied]");
    said.textContent = "";
    function choose() {
      window.getSelection().selectAllChildren(source);
      said.textContent = said.dataset.chosen;
    }
    if (!window.isSecureContext || !navigator.clipboard) {
      choose();
      return;
    }
    navigator.clipboard.writeText(source.textContent.trim()).then(function () {
      said.textContent = said.dataset.copied;
    }, choose);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (button) { copy(button); }
  });

  /* Keeps a choice in the address without loading the page: Frame.keep("id", 42). */
  window.Frame.keep = function (name, value) {
    var url = new URL(location.href);
    if (value === null) { url.searchParams.delete(name); } else { url.searchParams.set(name, value); }
    history.replaceState(null, "", url);
  };

  /* Leaving asks while a form holds what was typed and not saved. Dialogs of danger do not count. */
  function unsaved(form) {
    return form && form.method === "post" && form.matches("body.frame form.form") ? form : null;
  }
  ["input", "change"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var form = event.isTrusted && unsaved(event.target.form);
      if (form && event.target.type !== "search") { form.dataset.unsaved = ""; }
    });
  });
  document.addEventListener("submit", function (event) { delete event.target.dataset.unsaved; });
  /* The first field of the form that has an error: what is written beside it, or its own mark. */
  var FIELDS = "input:not([type=hidden]), textarea, select, [tabindex]";
  function takesFocus(element) {
    return element.matches(FIELDS) && !element.disabled && element.tabIndex >= 0 && shown(element);
  }
  function within(place) {
    return place && (takesFocus(place) ? place : Array.from(place.querySelectorAll(FIELDS)).filter(takesFocus)[0]);
  }
  function wrong(form) {
    return Array.from(form.querySelectorAll(".ui-state-error, .ui-message-error, .field-error")).filter(shown).map(function (mark) {
      var about = mark.closest("[data-target]");
      return within(about && document.getElementById(about.dataset.target)) || within(mark) || within(mark.closest(".field"));
    }).filter(Boolean)[0];
  }
  var refused = null; // until its person goes on
  ["pointerdown", "keydown"].forEach(function (kind) {
    document.addEventListener(kind, function () { refused = null; }, true);
  });
  function goToWrong() {
    var form = refused && (refused.isConnected ? refused : document.getElementById(refused.id));
    var field = form && wrong(form);
    if (field) { field.focus(); }
    return field;
  }
  document.addEventListener("DOMContentLoaded", function () {
    if (!window.jQuery) { return; }
    /* A button that saves by script; what was refused is still not saved. */
    function sent(settings) {
      var source = settings && settings.source;
      var element = typeof source === "string" ? document.getElementById(source) : source;
      return element && element.closest && element.closest("button, a") ? element.closest("form") : null;
    }
    /* A dialog stands at the end of the body. It goes before the part of the page that holds its
       successor is put in: the fields of that would find two of each id, and show each text twice. */
    var update = window.PrimeFaces && PrimeFaces.ajax && PrimeFaces.ajax.Utils.updateElement;
    if (update) {
      PrimeFaces.ajax.Utils.updateElement = function (id, content) {
        document.querySelectorAll("body > .ui-dialog[id]").forEach(function (dialog) {
          if (dialog.id !== id && content.indexOf('id="' + dialog.id + '"') >= 0) { window.jQuery(dialog).remove(); }
        });
        return update.apply(this, arguments);
      };
    }
    /* What a page asks for later, <p:focus/>, yields to it. */
    var first = window.PrimeFaces && PrimeFaces.focus;
    if (first) {
      PrimeFaces.focus = function () { return goToWrong() || first.apply(this, arguments); };
    }
    window.jQuery(document).on("pfAjaxSend", function (event, request, settings) {
      var form = sent(settings);
      if (form) { delete form.dataset.unsaved; }
    }).on("pfAjaxComplete", function (event, request, settings, answer) {
      var form = answer && answer.validationFailed && sent(settings);
      if (form) {
        refused = form;
        setTimeout(goToWrong, 60); // a first field asked for before this waits 50
      }
      if (unsaved(form)) { form.dataset.unsaved = ""; }
    });
  });
  window.addEventListener("beforeunload", function (event) {
    var open = Array.from(document.querySelectorAll("form[data-unsaved]")).some(function (form) {
      return form.offsetParent !== null;
    });
    if (open) { event.preventDefault(); }
  });

  /* Escape closes the dialog on top, unless something is open within it that takes it first; the
     button that has opened it is where one goes on. */
  var opener = null;
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("button, a, [role=button]");
    if (button && !button.closest(".ui-dialog")) { opener = button; }
  }, true);
  function shown(element) { return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden"; }
  function topDialog() {
    return Array.from(document.querySelectorAll(".ui-dialog")).filter(shown).sort(function (a, b) {
      return (parseInt(getComputedStyle(b).zIndex, 10) || 0) - (parseInt(getComputedStyle(a).zIndex, 10) || 0);
    })[0];
  }
  function widget(dialog) {
    return Object.values((window.PrimeFaces && PrimeFaces.widgets) || {}).filter(function (one) {
      return one && one.jq && one.jq[0] === dialog && one.hide;
    })[0];
  }
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) { return; }
    var dialog = topDialog();
    var panel = Array.from(document.querySelectorAll(
      ".ui-selectonemenu-panel, .ui-selectcheckboxmenu-panel, .ui-autocomplete-panel, .ui-datepicker-panel, .ui-menu-overlay")).filter(shown)[0];
    if (dialog && panel) {
      var field = Object.values(PrimeFaces.widgets).filter(function (one) { return one && one.panel && one.panel[0] === panel && one.hide; })[0];
      if (field) { event.preventDefault(); event.stopPropagation(); field.hide(); }
      return;
    }
    if (!dialog) { return; }
    var box = widget(dialog);
    if (box) { event.preventDefault(); event.stopPropagation(); box.hide(); }
  }, true);
  document.addEventListener("DOMContentLoaded", function () {
    var made = window.PrimeFaces && PrimeFaces.widget && PrimeFaces.widget.Dialog && PrimeFaces.widget.Dialog.prototype;
    if (!made) { return; }
    var hide = made.hide;
    made.hide = function () {
      var was = shown(this.jq[0]);
      var done = hide.apply(this, arguments);
      var back = opener && (opener.isConnected ? opener : opener.id && document.getElementById(opener.id));
      if (was && back) {
        setTimeout(function () { // after the library's own idea of where one was
          var there = back.isConnected ? back : document.getElementById(back.id);
          if (there && shown(there) && !topDialog()) { there.focus({preventScroll: true}); }
        }, 160);
      }
      return done;
    };
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      drawer(false);
      document.querySelectorAll("details.pop[open]").forEach(function (pop) {
        pop.open = false;
        pop.querySelector("summary").focus();
      });
    }
    var search = document.getElementById("search");
    var typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && search && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      search.focus();
    }
  });
}());
