//! The designs kept in this browser.

use crate::ui::prelude::*;
use leptos::html::Input as InputElement;

use super::icons::{Icon, icon};
use super::modal::Modal;
use super::words;
use crate::platform;
use crate::session::{Session, Wanted, use_session};
use crate::storage::{DesignId, Entry};

/// The dialog.
#[component]
pub fn DesignsDialog() -> AnyView {
    let session = use_session();
    session.look_up_designs();
    let renaming = RwSignal::new(None::<String>);
    let designs = session.signals.designs;
    let new_design = move |_| {
        session.signals.dialog.set(None);
        session.open_soon(Wanted::Empty);
    };
    view! {
        <Modal title="Designs in this browser">
            <ul class="designs">
                {living(move || designs.get().unwrap_or_default().into_iter().map(|entry| view! { <Row entry renaming /> }).collect_view())}
            </ul>
            <Show when=move || designs.read().as_ref().is_some_and(Vec::is_empty)>
                <p>"Nothing is kept yet. A design is kept with its first change."</p>
            </Show>
            <div class="link-row">
                <button class="primary" on:click=new_design>"New design"</button>
                <button on:click=move |_| session.open_file()>"Open a file ..."</button>
            </div>
        </Modal>
    }
}

#[component]
fn Row(entry: Entry, renaming: RwSignal<Option<String>>) -> AnyView {
    let session = use_session();
    let Some(id) = DesignId::parse(&entry.id) else { return ().into_any() };
    let current = session.open_id().as_ref() == Some(&id);
    let detail =
        format!("{}, {}", words::count(entry.components, "component"), words::ago(entry.modified, platform::now()));
    let key = entry.id.clone();
    let is_renaming = memo(move || renaming.read().as_deref() == Some(key.as_str()));
    let title = StoredValue::new(entry.title);
    let id = StoredValue::new(id);
    let named = move |action: &str| format!("{action} {}", title.get_value());
    let open = move |_| open_stored(session, id.get_value());
    let renamed = move |typed: Option<String>| {
        // The field that goes away loses the focus, and would be done a second time.
        if renaming.try_get_untracked().flatten().is_none() {
            return;
        }
        renaming.set(None);
        if let Some(typed) = typed {
            session.rename(id.get_value(), typed);
        }
    };
    view! {
        <li class:current=current>
            <Show
                when=move || is_renaming.get()
                fallback=move || view! {
                    <button class="open" on:click=open>
                        <b>{title.get_value()}</b>
                        <small>{detail.clone()}</small>
                    </button>
                }
            >
                <Rename title=title.get_value() on_done=renamed />
            </Show>
            <button class="ghost icon" aria-label=named("Rename") title="Rename" on:click=move |_| renaming.set(Some(id.get_value().as_str().to_owned()))>
                {icon(Icon::Pencil)}
            </button>
            <button class="ghost icon" aria-label=named("Duplicate") title="Duplicate" on:click=move |_| session.duplicate(id.get_value())>
                {icon(Icon::Copy)}
            </button>
            <button class="ghost icon" aria-label=named("Delete") title="Delete" on:click=move |_| session.delete(id.get_value(), &title.get_value())>
                {icon(Icon::Trash)}
            </button>
        </li>
    }
}

fn open_stored(session: Session, id: DesignId) {
    session.signals.dialog.set(None);
    if session.open_id().as_ref() != Some(&id) {
        session.open_soon(Wanted::Kept(id));
    }
}

#[component]
fn Rename(title: String, on_done: impl Fn(Option<String>) + Copy + 'static) -> AnyView {
    let field = NodeRef::<InputElement>::new();
    effect(move || {
        if let Some(field) = field.get() {
            // A field in an open dialog takes the focus.
            let _ = field.focus();
            field.select();
        }
    });
    let typed = move || field.try_get_untracked().flatten().map(|field| field.value());
    view! {
        <input
            aria-label="New title"
            type="text"
            node_ref=field
            // Not as a property: that is set later, and what is selected would be nothing yet.
            value=title
            on:keydown=move |event| match event.key().as_str() {
                "Enter" => on_done(typed()),
                "Escape" => {
                    event.prevent_default();
                    event.stop_propagation();
                    on_done(None);
                }
                _ => {}
            }
            on:blur=move |_| on_done(typed())
        />
    }
}
