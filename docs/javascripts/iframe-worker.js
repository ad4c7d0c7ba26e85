// The search of the site runs in a worker, and browsers start none for a page that is opened from a folder. There, this
// class takes the place of Worker: it runs the script in a hidden frame, which exchanges the same messages with the page.
class FrameWorker extends EventTarget {
  /** @param {string | URL} address of the script */
  constructor(address) {
    super();
    this.frame = globalThis.document.createElement("iframe");
    this.frame.hidden = true;
    globalThis.document.body.append(this.frame);
    // Some browsers replace the first, empty document of a frame later on; one that was written stays.
    this.frame.contentDocument.open();
    this.frame.contentDocument.write("<!doctype html><title>Search</title>");
    this.frame.contentDocument.close();
    const scope = this.frame.contentWindow;
    // What a worker finds in its scope: answers to the page, and further scripts, one after the other.
    scope.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
    scope.importScripts = async (...addresses) => {
      for (const one of addresses) await this.load(one);
    };
    this.ready = this.load(address);
  }

  /** Runs a script in the frame; rejected where it cannot be read. */
  load(address) {
    const script = this.frame.contentDocument.createElement("script");
    script.src = new URL(address, globalThis.document.baseURI).href;
    return new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => {
        const message = `${script.src} cannot be read`;
        this.dispatchEvent(new ErrorEvent("error", { message }));
        reject(new Error(message));
      };
      this.frame.contentDocument.head.append(script);
    });
  }

  /** Sends a message to the script, after it has run. */
  async postMessage(data) {
    await this.ready;
    this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data }));
  }

  terminate() {
    this.frame.remove();
  }
}

if (location.protocol === "file:") globalThis.Worker = FrameWorker;
