//! The system clipboard.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Clipboard, ClipboardItem};

use crate::platform;

/// The clipboard, where the page is allowed one: not on plain HTTP.
fn clipboard() -> Result<Clipboard, String> {
    let navigator = platform::window().navigator();
    let present = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|value| !value.is_undefined());
    if present { Ok(navigator.clipboard()) } else { Err("This page may not use the clipboard.".to_owned()) }
}

fn refused(_: JsValue) -> String {
    "The browser did not allow access to the clipboard.".to_owned()
}

/// Puts text on the clipboard.
pub async fn copy_text(text: &str) -> Result<(), String> {
    JsFuture::from(clipboard()?.write_text(text)).await.map(drop).map_err(refused)
}

/// The text on the clipboard.
pub async fn read_text() -> Result<String, String> {
    let text = JsFuture::from(clipboard()?.read_text()).await.map_err(refused)?;
    Ok(text.as_string().unwrap_or_default())
}

/// Puts a picture on the clipboard.
pub async fn copy_picture(media_type: &str, bytes: &[u8]) -> Result<(), String> {
    let bag = BlobPropertyBag::new();
    bag.set_type(media_type);
    let parts = Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &bag).map_err(refused)?;
    let record = Object::new();
    Reflect::set(&record, &media_type.into(), &blob).map_err(refused)?;
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&record).map_err(refused)?;
    JsFuture::from(clipboard()?.write(&Array::of1(&item))).await.map(drop).map_err(refused)
}
