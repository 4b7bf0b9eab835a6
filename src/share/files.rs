//! Saving to and opening from the person's own files.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, Url};

use crate::platform;

/// Larger files are not read: no design comes near.
const LARGEST: f64 = 32.0 * 1024.0 * 1024.0;

/// Offers bytes to be saved under a name.
pub fn download(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let bag = BlobPropertyBag::new();
    bag.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &bag)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = platform::document().create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The download has taken hold of the blob by the time this runs.
    gloo_timers::callback::Timeout::new(10_000, move || drop(Url::revoke_object_url(&address))).forget();
    Ok(())
}

/// A file name made of a title, safe on every system.
pub fn file_name(title: &str, extension: &str) -> String {
    let cleaned: String =
        title.chars().map(|c| if c.is_ascii_alphanumeric() || !c.is_ascii() { c } else { '-' }).collect();
    let words: Vec<&str> = cleaned.split('-').filter(|word| !word.is_empty()).collect();
    let stem: String = platform::lower_case(&words.join("-")).chars().take(60).collect();
    format!("{}.{extension}", if stem.is_empty() { "design" } else { &stem })
}

/// Lets the person choose a file and hands it over.
pub fn pick_file(on_file: impl Fn(web_sys::File) + 'static) {
    let Ok(element) = platform::document().create_element("input") else { return };
    let input: HtmlInputElement = element.unchecked_into();
    input.set_type("file");
    input.set_accept(".json,application/json");
    let chosen = input.clone();
    let on_change = Closure::once_into_js(move || {
        if let Some(file) = chosen.files().and_then(|files| files.get(0)) {
            on_file(file);
        }
    });
    input.set_onchange(Some(on_change.unchecked_ref()));
    input.click();
}

/// The text of a file.
pub async fn read(file: &web_sys::File) -> Result<String, String> {
    if file.size() > LARGEST {
        return Err("the file is larger than 32 MB; no design is".to_owned());
    }
    let text = wasm_bindgen_futures::JsFuture::from(file.text()).await;
    text.ok().and_then(|text| text.as_string()).ok_or_else(|| "the browser could not read the file".to_owned())
}
