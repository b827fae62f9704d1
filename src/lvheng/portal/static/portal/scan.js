"use strict";
/* Reading QR codes: off a camera until one is found, or out of a picture. With the browser's own reader where it has one. */
globalThis.scan = (() => {
  const STEP = 150; // milliseconds between two looks
  const MOST = 1280; // pixels of a picture's longer side: enough for any code of ours
  let native;
  async function look(source, width, height) {
    const scale = Math.min(1, MOST / Math.max(width, height)), canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const drawn = canvas.getContext("2d", { willReadFrequently: true });
    drawn.drawImage(source, 0, 0, canvas.width, canvas.height);
    if (native === undefined && globalThis.BarcodeDetector) {
      const known = await BarcodeDetector.getSupportedFormats().catch(() => []);
      native = known.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
    }
    if (native) {
      const [found] = await native.detect(canvas).catch(() => []);
      if (found) return found.rawValue;
    }
    try { return globalThis.decodeQR(drawn.getImageData(0, 0, canvas.width, canvas.height)); } catch { return ""; }
  }
  /** The text of the code in a picture file, '' if there is none. */
  async function picture(file) {
    const bitmap = await createImageBitmap(file);
    try { return await look(bitmap, bitmap.width, bitmap.height); } finally { bitmap.close(); }
  }
  /** Shows the camera in `video` and answers the first code seen; '' once `stopped()`. Rejects if there is no camera. */
  async function camera(video, stopped) {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
    try {
      video.srcObject = stream;
      await video.play();
      while (!stopped()) {
        const seen = video.videoWidth ? await look(video, video.videoWidth, video.videoHeight) : "";
        if (seen) return seen;
        await new Promise((done) => { setTimeout(done, STEP); });
      }
      return "";
    } finally {
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    }
  }
  return { picture, camera };
})();
