/* The form at the door. Without this script it is an ordinary form; with it, it bears having no
   network: what is filled in stays on the phone until the server has answered that it has it.
   One report has one id, however often it is sent. */
(function () {
  "use strict";
  const english = document.documentElement.lang.startsWith("en");
  const say = (chinese, other) => (english ? other : chinese);
  const KEPT_DAYS = 7;
  const LONGEST_SIDE = 1600;
  const MOST_PHOTOS = 12;

  /* The drafts: one for each account and errand, pictures as they are. */
  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open("minzheng-visits", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("drafts", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const store = async (mode, act) => {
    const database = await opened;
    return new Promise((resolve, reject) => {
      const request = act(database.transaction("drafts", mode).objectStore("drafts"));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  };
  const drafts = {
    read: (key) => store("readonly", (rows) => rows.get(key)),
    all: () => store("readonly", (rows) => rows.getAll()),
    write: (draft) => store("readwrite", (rows) => rows.put(draft)),
    remove: (key) => store("readwrite", (rows) => rows.delete(key)),
  };
  const forgetOld = async () => {
    const before = Date.now() - KEPT_DAYS * 24 * 3600 * 1000;
    for (const draft of await drafts.all()) if (draft.at < before && !draft.waiting) await drafts.remove(draft.key);
  };

  const list = document.querySelector("[data-drafts]");
  if (list) showDrafts(list).catch(() => {});
  const form = document.querySelector("[data-visit]");
  if (form) start(form).catch(() => {});

  async function showDrafts(place) {
    await forgetOld();
    const own = (await drafts.all()).filter((each) => each.account === place.dataset.account);
    for (const draft of own) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = draft.path;
      link.textContent = draft.who;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "btn btn-sm ms-2";
      remove.textContent = say("删除", "Remove");
      remove.onclick = async () => { await drafts.remove(draft.key); item.remove(); };
      item.append(link, " — " + (draft.waiting ? say("等待发送，点开后自动发送", "waiting to be sent; open it") : say("没有填完", "not finished")), remove);
      place.querySelector("[data-drafts-list]").append(item);
    }
    place.hidden = own.length === 0;
  }

  async function start(form) {
    const key = form.dataset.account + ":" + form.dataset.errand;
    const net = form.querySelector("[data-net]");
    const photos = [];
    const refused = form.querySelector("[role=alert]") !== null;
    let sending = false;
    let timer = 0;

    const tell = (text, tone) => {
      net.hidden = !text;
      net.textContent = text;
      net.dataset.tone = tone || "";
    };
    const field = (name) => form.elements.namedItem(name);

    /* Fields that only make sense after a choice. */
    const follow = () => form.querySelectorAll("[data-when]").forEach((part) => {
      const [name, wanted] = part.dataset.when.split("=");
      const chosen = field(name);
      part.hidden = !wanted.split(",").includes(chosen ? chosen.value : "");
    });

    /* Pictures: smaller, and without what the camera wrote into them. */
    const smaller = async (file) => {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
    };
    const showPhotos = () => {
      const place = form.querySelector("[data-photos]");
      place.replaceChildren(...photos.map((blob, number) => {
        const item = document.createElement("li");
        const image = document.createElement("img");
        image.alt = say("照片", "Picture ") + (number + 1);
        image.src = URL.createObjectURL(blob);
        image.onload = () => URL.revokeObjectURL(image.src);
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn-sm";
        button.textContent = say("删除", "Remove");
        button.setAttribute("aria-label", say("删除照片", "Remove picture ") + (number + 1));
        button.onclick = () => { photos.splice(number, 1); showPhotos(); save(); };
        item.append(image, button);
        return item;
      }));
    };
    const picker = field("photos");
    picker.addEventListener("change", async () => {
      for (const file of picker.files) {
        if (photos.length >= MOST_PHOTOS) { tell(say("照片最多12张。", "At most 12 pictures."), "bad"); break; }
        try { photos.push(await smaller(file)); } catch (fault) { tell(say("有一张照片打不开，没有加上。", "A picture could not be read."), "bad"); }
      }
      picker.value = "";
      showPhotos();
      save();
    });

    /* The signature. */
    const canvas = form.querySelector("[data-canvas]");
    const pen = canvas.getContext("2d");
    const fit = () => {
      const scale = window.devicePixelRatio || 1;
      const width = Math.round(canvas.clientWidth * scale);
      if (!width || width === canvas.width) return;
      canvas.width = width;
      canvas.height = Math.round(canvas.clientHeight * scale);
      pen.scale(scale, scale);
      pen.lineWidth = 2.5;
      pen.lineCap = pen.lineJoin = "round";
      pen.strokeStyle = "#14304a";
      const drawn = field("signature").value;
      if (drawn) {
        const image = new Image();
        image.onload = () => pen.drawImage(image, 0, 0, canvas.clientWidth, canvas.clientHeight);
        image.src = drawn;
      }
    };
    let drawing = false;
    const at = (event) => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
    canvas.addEventListener("pointerdown", (event) => { drawing = true; canvas.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...at(event)); event.preventDefault(); });
    canvas.addEventListener("pointermove", (event) => { if (drawing) { pen.lineTo(...at(event)); pen.stroke(); } });
    const lift = () => { if (!drawing) return; drawing = false; field("signature").value = canvas.toDataURL("image/png"); save(); };
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);
    form.querySelector("[data-sign-clear]").onclick = () => { pen.clearRect(0, 0, canvas.width, canvas.height); field("signature").value = ""; save(); };

    /* The position, when somebody presses the button. */
    const position = form.querySelector("[data-position]");
    const told = position.querySelector("[data-position-told]");
    const clear = position.querySelector("[data-position-clear]");
    const showPosition = () => { const known = field("position").value; told.textContent = known ? say("已记录：", "Kept: ") + known : ""; clear.hidden = !known; };
    position.hidden = !("geolocation" in navigator);
    position.querySelector("[data-position-button]").onclick = () => {
      told.textContent = say("正在定位……", "Locating…");
      navigator.geolocation.getCurrentPosition((found) => {
        const { latitude, longitude, accuracy } = found.coords;
        field("position").value = latitude.toFixed(5) + "," + longitude.toFixed(5) + "," + Math.round(accuracy) + "m";
        showPosition();
        save();
      }, () => { told.textContent = say("没有取到位置，不记也可以提交。", "No position; you can send without it."); }, { timeout: 15000 });
    };
    clear.onclick = () => { field("position").value = ""; showPosition(); save(); };

    /* The draft. */
    const values = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    const keep = (waiting) => drafts.write({
      key, account: form.dataset.account, path: location.pathname, who: form.dataset.who,
      at: Date.now(), waiting, values: values(), photos: [...photos],
    });
    const save = () => { clearTimeout(timer); timer = setTimeout(() => { if (!sending) keep(false).catch(() => {}); }, 300); };
    form.addEventListener("input", save);
    form.addEventListener("change", () => { follow(); fit(); save(); });

    const restore = (draft) => {
      for (const [name, value] of draft.values) {
        const found = field(name);
        if (!found) continue;
        if (found instanceof RadioNodeList) found.value = value;
        else if (found.type !== "file") found.value = value;
      }
      photos.push(...draft.photos);
    };

    const done = async () => {
      await drafts.remove(key);
      if (navigator.serviceWorker && navigator.serviceWorker.controller) navigator.serviceWorker.controller.postMessage({ forget: location.pathname });
      location.assign(form.dataset.done);
    };
    const faultsOf = (text) => {
      const page = new DOMParser().parseFromString(text, "text/html");
      return [...page.querySelectorAll("[role=alert] li")].map((each) => each.textContent.trim()).filter(Boolean);
    };
    const send = async () => {
      if (sending) return;
      sending = true;
      clearTimeout(timer);
      try {
        await keep(true);
        if (!navigator.onLine) throw new TypeError("offline");
        tell(say("正在发送……", "Sending…"));
        const body = new FormData(form);
        body.delete("photos");
        photos.forEach((blob, number) => body.append("photos", blob, "photo" + (number + 1) + ".jpg"));
        const answer = await fetch(form.getAttribute("action"), { method: "POST", body, credentials: "same-origin" });
        const there = new URL(answer.url).pathname;
        if (answer.ok && there === form.dataset.done) return await done();
        if (answer.redirected) tell(say("登录已过期。内容还在这部手机里，请重新登录后再打开这一页，会自动发送。", "Sign in again; what you wrote is kept on this phone."), "bad");
        else {
          const faults = faultsOf(await answer.text());
          await keep(false);
          tell(faults.length ? say("没有提交：", "Not sent: ") + [...new Set(faults)].join(" ") : say("没有提交成功，内容还在这部手机里，请稍后再试。", "Not sent; it is kept on this phone."), "bad");
        }
        net.scrollIntoView({ block: "nearest" });
      } catch (fault) {
        tell(say("没有网络。已存在这部手机里，连上网后会自动发送，不用再填。", "No network. It is kept on this phone and sent by itself later."));
      } finally {
        sending = false;
      }
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); send(); });
    window.addEventListener("online", async () => { const draft = await drafts.read(key); if (draft && draft.waiting) send(); else tell(""); });
    window.addEventListener("offline", () => tell(say("没有网络，可以继续填，填的内容存在这部手机里。", "No network. Go on; it is kept on this phone.")));

    /* Begin: what was kept, or a new id for a new report. */
    await forgetOld();
    const draft = await drafts.read(key).catch(() => undefined);
    if (draft && !refused) { restore(draft); tell(say("已恢复这部手机里存的内容。", "What was kept on this phone is back."), "good"); }
    const request = form.querySelector("[data-request]");
    request.value = field("client").value;
    follow();
    fit();
    showPhotos();
    showPosition();
    window.addEventListener("resize", fit);
    worker(form, tell);
    if (!navigator.onLine) tell(say("没有网络，可以继续填，填的内容存在这部手机里。", "No network. Go on; it is kept on this phone."));
    else if (draft && draft.waiting && !refused) send();
    form.dataset.ready = "yes";
  }

  /* The page itself is kept on the phone only when somebody asks for it before setting out. */
  function worker(form, tell) {
    if (!("serviceWorker" in navigator)) return;
    navigator.serviceWorker.register(form.dataset.worker).catch(() => {});
    const part = form.querySelector("[data-keep]");
    part.hidden = false;
    part.querySelector("[data-keep-button]").onclick = async () => {
      const registration = await navigator.serviceWorker.ready;
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => tell(event.data === "kept" ? say("已存到这部手机，没有网络也能打开。提交以后自动删除。", "Kept on this phone.") : say("没有存成功，请再试一次。", "Not kept, try again."), event.data === "kept" ? "good" : "bad");
      const needed = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon]")].map((each) => each.href).concat([...document.scripts].map((each) => each.src)).filter(Boolean);
      registration.active.postMessage({ keep: location.pathname, needed }, [channel.port2]);
    };
  }
})();
