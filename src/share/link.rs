//! Share links: the whole design in the part of the address after `#`.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::platform;

/// What the fragment of a share link starts with.
pub const SHARE_PREFIX: &str = "s=";

/// The address that opens a design from its encoded form.
pub fn address_of(payload: &str) -> String {
    let location = platform::window().location();
    let origin = location.origin().unwrap_or_default();
    let path = location.pathname().unwrap_or_default();
    format!("{origin}{path}#{SHARE_PREFIX}{payload}")
}

/// The dark modules of a QR code as an SVG path, with its side in modules; nothing when the text is
/// too long for one.
pub fn qr_code(text: &str) -> Option<(String, i32)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    Some((path, code.size()))
}
