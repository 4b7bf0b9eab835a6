//! Sharing: a link that holds the whole design, a file, a picture.

use crate::ui::prelude::*;
use linchpin_format::link;

use super::modal::Modal;
use super::words;
use crate::later::soon;
use crate::session::{Export, Session, use_session};
use crate::share::{address_of, copy_text, qr_code};

/// The dialog.
#[component]
pub fn ShareDialog() -> AnyView {
    let session = use_session();
    let address = session.with(|editor| address_of(&link::encode(editor.design()))).unwrap_or_default();
    let length = address.chars().count();
    let copied = RwSignal::new(false);
    let to_copy = address.clone();
    let copy = move |_| {
        let text = to_copy.clone();
        soon(async move {
            match copy_text(&text).await {
                Ok(()) => copied.set(true),
                Err(problem) => session.tell_trouble(&format!("{problem} Select the link and copy it by hand.")),
            }
        });
    };
    let rows = link::LIMITS.iter().map(move |limit| {
        let fits = length <= limit.characters;
        let most = words::number(limit.characters as f64);
        view! {
            <li class:no=!fits>
                <span class="mark" aria-hidden="true">{if fits { "\u{2713}" } else { "\u{2013}" }}</span>
                <span>{if fits { "Fits " } else { "Too long for " }}{limit.place}</span>
                <span class="limit">{most}" characters"</span>
            </li>
        }
    });
    let code = qr_code(&address).map(|(path, side)| {
        view! {
            <div class="qr">
                <svg viewBox=format!("-2 -2 {0} {0}", side + 4) shape-rendering="crispEdges" role="img" aria-label="QR code of the link">
                    <path d=path fill="#000" />
                </svg>
            </div>
        }
    });
    view! {
        <Modal title="Share">
            <p>"The link holds the whole design. Nobody needs an account, and no server sees it."</p>
            <div class="link-row">
                <input aria-label="Link" type="text" readonly prop:value=address on:focus:target=|event| event.target().select() />
                <button class="primary" on:click=copy>{move || if copied.get() { "Copied" } else { "Copy link" }}</button>
            </div>
            <p class="quiet">{words::count(length, "character")}</p>
            <ul class="fits">{rows.collect_view()}</ul>
            {code}
            <Others session />
        </Modal>
    }
}

#[component]
fn Others(session: Session) -> AnyView {
    view! {
        <div class="link-row">
            <button on:click=move |_| session.export(Export::File)>"Save a file"</button>
            <button on:click=move |_| session.export(Export::Svg)>"SVG"</button>
            <button on:click=move |_| session.export(Export::Png)>"PNG"</button>
            <button on:click=move |_| session.export(Export::PngCopy)>"Copy picture"</button>
        </div>
    }
}
