//! The drawing as a picture.

use linchpin_scene::{Overlay, Scene, Theme, View, Which, svg};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use crate::platform;

/// Space around the drawing.
const MARGIN: f64 = 32.0;
/// Pixels for a world unit: sharp on dense screens.
const DENSITY: f64 = 2.0;
/// Browsers refuse canvases with sides much beyond this.
const LONGEST_SIDE: f64 = 8192.0;

/// The drawing as SVG, and its width and height.
pub fn svg_text(scene: &Scene, overlay: &Overlay, theme: Theme, title: &str) -> Option<(String, f64, f64)> {
    let bounds = scene.bounds()?.inflate(MARGIN, MARGIN);
    let list = scene.paint(&View { visible_in_world: bounds, zoom: 1.0 }, overlay, Which::Everything);
    Some((svg::render(&list, bounds, theme, title), bounds.width(), bounds.height()))
}

/// The same picture as PNG: the browser itself draws the SVG.
pub async fn png_bytes(svg: &str, width: f64, height: f64) -> Result<Vec<u8>, String> {
    draw(svg, width, height).await.map_err(|_| "The browser could not draw the picture.".to_owned())
}

async fn draw(svg: &str, width: f64, height: f64) -> Result<Vec<u8>, JsValue> {
    let scale = DENSITY.min(LONGEST_SIDE / width.max(height));
    let bag = BlobPropertyBag::new();
    bag.set_type("image/svg+xml");
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&svg.into()), &bag)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let image = HtmlImageElement::new()?;
    image.set_src(&address);
    let decoded = JsFuture::from(image.decode()).await;
    Url::revoke_object_url(&address)?;
    decoded?;
    let canvas: HtmlCanvasElement = platform::document().create_element("canvas")?.unchecked_into();
    canvas.set_width((width * scale).round() as u32);
    canvas.set_height((height * scale).round() as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into::<CanvasRenderingContext2d>();
    let (wide, high) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, wide, high)?;
    let encoded = js_sys::Promise::new(&mut |resolve, _| {
        // A refusal resolves with nothing, which is found below.
        let _ = canvas.to_blob(&resolve);
    });
    let blob: Blob = JsFuture::from(encoded).await?.dyn_into()?;
    let buffer = JsFuture::from(blob.array_buffer()).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
