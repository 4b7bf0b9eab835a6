//! Everything that can be asked for by name.

use crate::ui::prelude::*;
use linchpin_editor::{Command, Input};

use super::picker::{Picker, Row};
use super::top_bar::show_tab;
use crate::platform;
use crate::session::{Dialog, Export, Lens, PanelTab, Session, Wanted, use_session};
use crate::theme::ThemeChoice;

/// A name and what it runs.
type PageCommand = (&'static str, fn(Session));

/// What the page itself can do, beside the commands of the editor.
const PAGE_COMMANDS: &[PageCommand] = &[
    ("Targets and endpoints ...", |session| session.signals.dialog.set(Some(Dialog::Targets))),
    ("Rules of this design ...", |session| session.signals.dialog.set(Some(Dialog::Rules))),
    ("Share ...", |session| session.signals.dialog.set(Some(Dialog::Share))),
    ("Designs ...", |session| session.signals.dialog.set(Some(Dialog::Designs))),
    ("Examples ...", |session| session.signals.dialog.set(Some(Dialog::Examples))),
    ("New design", |session| session.open_soon(Wanted::Empty)),
    ("Open a file ...", |session| session.open_file()),
    ("Save as a file", |session| session.export(Export::File)),
    ("Download as SVG", |session| session.export(Export::Svg)),
    ("Download as PNG", |session| session.export(Export::Png)),
    ("Copy as SVG", |session| session.export(Export::SvgCopy)),
    ("Copy as PNG", |session| session.export(Export::PngCopy)),
    ("Failure lens", |session| session.signals.lens.set(Lens::Failure)),
    ("Load lens", |session| session.signals.lens.set(Lens::Load)),
    ("Responsibility lens", |session| session.signals.lens.set(Lens::Responsibility)),
    ("Kill mode", |session| session.signals.killing.update(|killing| *killing = !*killing)),
    ("Findings", |session| show_tab(session, PanelTab::Findings)),
    ("Availability", |session| show_tab(session, PanelTab::Availability)),
    ("Look for dangerous triples", |session| {
        show_tab(session, PanelTab::Findings);
        session.look_deeper(3);
    }),
    ("Bring all back that was failed", |session| session.signals.failed.set(Vec::new())),
    ("Theme: as the system", |session| session.themes.choose(ThemeChoice::Auto)),
    ("Theme: light", |session| session.themes.choose(ThemeChoice::Light)),
    ("Theme: dark", |session| session.themes.choose(ThemeChoice::Dark)),
];

/// The dialog.
#[component]
pub fn CommandsDialog() -> AnyView {
    let session = use_session();
    let mac = platform::is_mac();
    let available: Vec<_> = Command::all()
        .iter()
        .filter(|spec| spec.command != Command::CommandPalette)
        .filter(|spec| session.with(|editor| editor.is_available(spec.command)).unwrap_or(false))
        .collect();
    let editors = available.iter().map(|spec| Row {
        hint: spec.shortcuts.first().map(|shortcut| shortcut.text(mac)).unwrap_or_default(),
        detail: spec.group.label().to_owned(),
        ..Row::new(spec.label)
    });
    let pages = PAGE_COMMANDS.iter().map(|(label, _)| Row { detail: "Page".to_owned(), ..Row::new(*label) });
    let rows = editors.chain(pages).collect();
    let commands: Vec<Command> = available.iter().map(|spec| spec.command).collect();
    let commands = StoredValue::new(commands);
    let on_choose = move |index: usize| {
        session.signals.dialog.set(None);
        let many = commands.with_value(Vec::len);
        match commands.with_value(|commands| commands.get(index).copied()) {
            Some(command) => session.dispatch(Input::Command(command)),
            None => PAGE_COMMANDS[index - many].1(session),
        }
    };
    view! { <Picker title="All commands" placeholder="Search commands" rows on_choose /> }
}
