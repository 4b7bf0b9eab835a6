//! Small questions to the browser.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Window};

/// The page's window. Only page code calls this; the worker has none.
pub fn window() -> Window {
    // The page cannot run without a window; the worker never gets here.
    web_sys::window().expect("page code runs in a window")
}

/// The page's document.
pub fn document() -> Document {
    // A window of a page always has a document.
    window().document().expect("a page has a document")
}

/// Whether this runs in a worker instead of a page.
pub fn in_worker() -> bool {
    js_sys::global().dyn_ref::<web_sys::DedicatedWorkerGlobalScope>().is_some()
}

/// Whether the person asked the system for less motion.
pub fn wants_less_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// The text of a file beside the page; nothing where it cannot be fetched.
pub async fn fetch_text(address: &str) -> Option<String> {
    use wasm_bindgen_futures::JsFuture;
    let response = JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok().filter(web_sys::Response::ok)?;
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// Milliseconds since the epoch.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Milliseconds since the page was opened, with fractions.
pub fn uptime() -> f64 {
    window().performance().map_or_else(now, |performance| performance.now())
}

/// The text in lower case. The browser has the tables for every script; ours would take ten kilobytes.
pub fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// The number a text is, if it is one. The browser's own reading saves ten kilobytes of tables, but takes `0x10` for 16.
pub fn number(text: &str) -> Option<f64> {
    let is_decimal = text.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    let number = f64::try_from(JsValue::from_str(text)).ok()?;
    (is_decimal && !text.is_empty() && !number.is_nan()).then_some(number)
}

/// 64 bits nobody can guess where the browser has a source of them, else bits nobody else will draw.
pub fn random_bits() -> u64 {
    let mut bytes = [0u8; 8];
    let drawn = window().crypto().ok().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    match drawn {
        Some(_) => u64::from_le_bytes(bytes),
        None => (js_sys::Math::random() * 2f64.powi(53)) as u64 ^ now().to_bits(),
    }
}

/// Gives the focus to the first element of the page that fits a selector, if one does.
pub fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(found) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        // What is shown and may have the focus takes it.
        let _ = found.focus();
    }
}

/// Gives the focus to what fits the first of some selectors that anything fits.
pub fn focus_first(selectors: &[&str]) {
    let is_there = |selector: &&&str| matches!(document().query_selector(selector), Ok(Some(_)));
    selectors.iter().find(is_there).into_iter().for_each(|selector| focus(selector));
}

/// Whether what has the focus fits a selector.
pub fn has_focus(selector: &str) -> bool {
    document().active_element().is_some_and(|element| matches!(element.matches(selector), Ok(true)))
}

/// How many things the machine computes at once, as far as the browser tells.
pub fn processors() -> usize {
    window().navigator().hardware_concurrency() as usize
}

/// Whether the Command key is the primary modifier.
pub fn is_mac() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    platform.starts_with("Mac") || platform.starts_with("iP")
}

/// A parameter of the page's address.
pub fn query_parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// The part of the address after `#`, without it.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

/// Replaces the part of the address after `#` without adding to the browser's history.
pub fn set_fragment(fragment: &str) {
    let location = window().location();
    let path = format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    set_address(&if fragment.is_empty() { path } else { format!("{path}#{fragment}") });
}

/// Sets a parameter of the page's address, or takes it out, without adding to the browser's history.
pub fn set_query_parameter(name: &str, value: Option<&str>) {
    let location = window().location();
    let search = location.search().unwrap_or_default();
    let Ok(parameters) = web_sys::UrlSearchParams::new_with_str(&search) else { return };
    if parameters.get(name).as_deref() == value {
        return;
    }
    match value {
        Some(value) => parameters.set(name, value),
        None => parameters.delete(name),
    }
    let rest: String = parameters.to_string().into();
    let query = if rest.is_empty() { rest } else { format!("?{rest}") };
    let (path, hash) = (location.pathname().unwrap_or_default(), location.hash().unwrap_or_default());
    set_address(&format!("{path}{query}{hash}"));
}

fn set_address(address: &str) {
    if let Ok(history) = window().history() {
        // Refused only in sandboxed frames, where the address does not matter.
        let _ = history.replace_state_with_url(&JsValue::TRUE, "", Some(address));
    }
}

/// Whether the page itself wrote its address, in this tab; else somebody followed or typed it.
pub fn wrote_address() -> bool {
    window().history().and_then(|history| history.state()).is_ok_and(|state| state.is_truthy())
}

/// A value kept between visits in the browser's small store, if it lets us.
pub fn recall(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Keeps a small value between visits. Losing it is harmless: only conveniences are kept here.
pub fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}
