//! Where the page is cut: what is fetched when it is first opened, or once the page is idle. See [`crate::later`].

use crate::ui::prelude::*;
use linchpin_document::RecordId;
use wasm_split_helpers::wasm_split;

use super::availability::AvailabilityTab;
use super::combinations::Combinations;
use super::commands_dialog::CommandsDialog;
use super::context_menu::ContextMenu;
use super::context_pad::ContextPad;
use super::designs_dialog::DesignsDialog;
use super::find_dialog::{FindDialog, TargetDialog};
use super::findings::AboutFinding;
use super::fixes::FixList;
use super::harden::Harden;
use super::inspector::Inspector;
use super::kind_picker::KindPicker;
use super::load::LoadDetails;
use super::main_menu::MainMenu;
use super::rules::RulesDialog;
use super::share_dialog::ShareDialog;
use super::shortcuts_dialog::ShortcutsDialog;
use super::simulation::SimulationTab;
use super::targets::TargetsDialog;
use super::welcome::ExamplesDialog;
use super::what_if::{Available, Failed, Timely};
use crate::later::Lost;
use crate::session::{Dialog, Look};

/// What there is to see of the answers of studies, and what is done about findings.
#[derive(Clone, Copy)]
pub struct Answers {
    /// The tab of availability.
    pub availability: fn() -> AnyView,
    /// The tab of simulated runs.
    pub simulation: fn() -> AnyView,
    /// The load looked at closely, in place of the findings.
    pub load: fn() -> AnyView,
    /// The plan, in place of the findings.
    pub harden: fn() -> AnyView,
    /// Failures that are dangerous together.
    pub combinations: fn() -> AnyView,
    /// The verdict on how much of the time it works.
    pub available: fn() -> AnyView,
    /// The verdicts on answer times and peaks.
    pub timely: fn() -> AnyView,
    /// What has been failed by hand, and what becomes of everything.
    pub failed: fn() -> AnyView,
    /// What can be done about a pinned finding.
    pub actions: fn(Pinned) -> AnyView,
}

/// What menus offer.
#[derive(Clone, Copy)]
pub struct Menus {
    /// The entries of the one at the top, which say whether it is open.
    pub main: fn(RwSignal<bool>) -> AnyView,
    /// The one at the pointer.
    pub context: fn() -> AnyView,
}

/// A finding that is pinned.
#[derive(Clone)]
pub struct Pinned {
    /// Its rule.
    pub rule: String,
    /// What it is about.
    pub subjects: Vec<RecordId>,
    /// Whether it is accepted.
    pub waived: bool,
}

/// All dialogs.
#[wasm_split(dialogs, fallible)]
pub fn dialogs() -> Result<fn(Dialog) -> AnyView, Lost> {
    Ok(dialog)
}

/// The menus.
#[wasm_split(menus, fallible)]
pub fn menus() -> Result<Menus, Lost> {
    Ok(Menus { main: |open| view! { <MainMenu open /> }, context: || view! { <ContextMenu /> } })
}

/// What is said of what is selected, and done with it.
#[derive(Clone, Copy)]
pub struct Selected {
    /// The tab.
    pub inspector: fn() -> AnyView,
    /// The pad beside it.
    pub pad: fn() -> AnyView,
}

/// It comes with the first thing selected.
#[wasm_split(inspector, fallible)]
pub fn selected() -> Result<Selected, Lost> {
    Ok(Selected { inspector: || view! { <Inspector /> }, pad: || view! { <ContextPad /> } })
}

/// The tabs and lists of what takes longer than a frame.
#[wasm_split(answers, fallible)]
pub fn answers() -> Result<Answers, Lost> {
    Ok(Answers {
        availability: || view! { <AvailabilityTab /> },
        simulation: || view! { <SimulationTab /> },
        load: || view! { <LoadDetails /> },
        harden: || view! { <Harden /> },
        combinations: || view! { <Combinations /> },
        available: || view! { <Available /> },
        timely: || view! { <Timely /> },
        failed: || view! { <Failed /> },
        actions,
    })
}

fn dialog(dialog: Dialog) -> AnyView {
    match dialog {
        Dialog::Share => view! { <ShareDialog /> },
        Dialog::Designs => view! { <DesignsDialog /> },
        Dialog::Shortcuts => view! { <ShortcutsDialog /> },
        Dialog::Examples => view! { <ExamplesDialog /> },
        Dialog::Kinds(purpose) => view! { <KindPicker purpose /> },
        Dialog::Target(from) => view! { <TargetDialog from /> },
        Dialog::Commands => view! { <CommandsDialog /> },
        Dialog::Find => view! { <FindDialog /> },
        Dialog::Targets => view! { <TargetsDialog /> },
        Dialog::Rules => view! { <RulesDialog /> },
    }
}

fn actions(pinned: Pinned) -> AnyView {
    let Pinned { rule, subjects, waived } = pinned;
    let look = Look::Finding(rule.clone(), subjects.clone());
    view! { <FixList look /><AboutFinding rule subjects waived /> }
}
