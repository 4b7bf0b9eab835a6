//! The small values panels read. The editor itself lives outside the reactive graph.

use linchpin_analysis::{
    Aftermath, ContingencyReport, Event, Failure, LatencyReport, RecoveryReport, ReliabilityReport, Report,
};
use linchpin_catalog::Profile;
use linchpin_document::RecordId;
use linchpin_editor::{PickPurpose, ToolKind};
use linchpin_marks::Lens;
use linchpin_studies::LoadReport;
use std::sync::Arc;

use super::{FixSignals, Simulation, Standings, Wanted};
use crate::analysis::Freshness;
use crate::reactive::RwSignal;
use crate::storage::{Entry, SaveState};

/// The tabs of the panel on the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelTab {
    /// What is selected.
    Inspector,
    /// What is wrong.
    Findings,
    /// How much of the time it works, and what that hangs on.
    Availability,
    /// A run over time.
    Simulation,
}

/// What of the load is looked at closely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadView {
    /// Where the time of requests goes.
    Times,
    /// How far the load may grow.
    Headroom,
    /// What becomes of a peak.
    Peak,
}

/// What is pointed at in a panel to be shown on the canvas. It is named by what it says, so that it stays
/// itself while others come and go.
#[derive(Debug, Clone, PartialEq)]
pub enum Look {
    /// A finding, by rule and subjects: its proof is shown.
    Finding(String, Vec<RecordId>),
    /// Failures that are dangerous together, or one alone: linked marks.
    Together(Vec<Failure>),
}

/// What lies in front of everything.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// Sharing by link, file or picture.
    Share,
    /// The stored designs.
    Designs,
    /// The sheet of shortcuts.
    Shortcuts,
    /// The examples.
    Examples,
    /// Choosing a kind.
    Kinds(KindPurpose),
    /// Choosing a component to connect a component to.
    Target(RecordId),
    /// Everything that can be asked for by name.
    Commands,
    /// Finding a thing by its name.
    Find,
    /// What is asked of the whole and of each journey.
    Targets,
    /// What the design says of rules.
    Rules,
}

/// What becomes of a kind that is chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum KindPurpose {
    /// It is added in the middle of the view.
    Add,
    /// As the editor asked.
    Asked(PickPurpose),
}

/// The menu opened by a right click or long press.
#[derive(Debug, Clone, PartialEq)]
pub struct ContextMenu {
    /// Where, from the top left corner of the canvas.
    pub x: f64,
    /// Where, from the top left corner of the canvas.
    pub y: f64,
    /// The record it is about.
    pub on: Option<RecordId>,
}

/// Something told in passing.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// None has the number of another, not even of one that is gone.
    pub number: u32,
    /// What is told.
    pub text: String,
    /// Whether something went wrong.
    pub trouble: bool,
    /// What can be done about it.
    pub action: Option<NoticeAction>,
}

/// What a notice offers.
#[derive(Debug, Clone, PartialEq)]
pub enum NoticeAction {
    /// Brings a deleted design back.
    Restore(String),
    /// Tries again to open what could not be.
    Open(Wanted),
    /// Opens something in place of what is drawn.
    Replace(Wanted),
    /// Saves the design to a file.
    SaveFile,
}

/// Where the design at hand comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It is stored in this browser, or will be with the first change.
    Own,
    /// It came by a link and is not kept yet.
    Link,
}

/// Everything the panels follow.
#[derive(Clone, Copy)]
pub struct Signals {
    /// Counts up whenever the design or its draft changed.
    pub revision: RwSignal<u64>,
    /// Counts up whenever the camera moved or the viewport changed.
    pub view: RwSignal<u64>,
    /// What is selected.
    pub selection: RwSignal<Vec<RecordId>>,
    /// The active tool.
    pub tool: RwSignal<ToolKind>,
    /// Whether the tool stays active after use.
    pub keep_tool: RwSignal<bool>,
    /// Whether the grid is shown.
    pub grid: RwSignal<bool>,
    /// Whether the plain wheel zooms.
    pub wheel_zooms: RwSignal<bool>,
    /// Whether there is something to undo.
    pub can_undo: RwSignal<bool>,
    /// Whether there is something to redo.
    pub can_redo: RwSignal<bool>,
    /// Whether a gesture is under way.
    pub drafting: RwSignal<bool>,
    /// The last answer of the analysis.
    pub report: RwSignal<Option<Arc<Report>>>,
    /// How far that answer can be trusted.
    pub freshness: RwSignal<Freshness>,
    /// What the canvas shows of it.
    pub lens: RwSignal<Lens>,
    /// The load multiplier.
    pub scale: RwSignal<f64>,
    /// How all load is supposed to move; as drawn if not said.
    pub profile: RwSignal<Option<Profile>>,
    /// What has been failed by hand.
    pub failed: RwSignal<Vec<Event>>,
    /// Whether clicks fail things.
    pub killing: RwSignal<bool>,
    /// What is under the pointer or has the focus.
    pub pointed: RwSignal<Option<Look>>,
    /// What was clicked, and stays until it is clicked again.
    pub pinned: RwSignal<Option<Look>>,
    /// The last answer about availability.
    pub reliability: RwSignal<Option<Arc<ReliabilityReport>>>,
    /// The last answer about what single failures overload.
    pub contingencies: RwSignal<Option<Arc<ContingencyReport>>>,
    /// The last answer about what the things failed by hand overload.
    pub aftermath: RwSignal<Option<Arc<Aftermath>>>,
    /// A simulated run.
    pub simulation: Simulation,
    /// The last answer about how long answers take.
    pub latency: RwSignal<Option<Arc<LatencyReport>>>,
    /// The last answer about how far the load may grow, and what becomes of a peak.
    pub load: RwSignal<Option<Arc<LoadReport>>>,
    /// What of the load is shown in place of the findings.
    pub load_view: RwSignal<Option<LoadView>>,
    /// The last answer about how soon requests are answered again.
    pub recovery: RwSignal<Option<Arc<RecoveryReport>>>,
    /// Fixes and plans.
    pub fixes: FixSignals,
    /// How far the answers of studies can be trusted.
    pub standings: Standings,
    /// How many failures at once are looked for.
    pub order: RwSignal<u32>,
    /// The tab of the right panel.
    pub tab: RwSignal<PanelTab>,
    /// Whether the palette is folded away.
    pub no_palette: RwSignal<bool>,
    /// Whether the panel is folded away.
    pub no_panel: RwSignal<bool>,
    /// The sheet open on a phone.
    pub sheet: RwSignal<Option<Sheet>>,
    /// What lies in front.
    pub dialog: RwSignal<Option<Dialog>>,
    /// The menu at the pointer.
    pub context_menu: RwSignal<Option<ContextMenu>>,
    /// The record whose label is being edited.
    pub editing: RwSignal<Option<RecordId>>,
    /// The sections of the inspector that were unfolded, or folded where they are open at first.
    pub turned_sections: RwSignal<Vec<&'static str>>,
    /// What is told in passing.
    pub notices: RwSignal<Vec<Notice>>,
    /// How many notices there have been.
    pub noticed: RwSignal<u32>,
    /// Whether the design is kept.
    pub saved: RwSignal<SaveState>,
    /// Where the design comes from.
    pub origin: RwSignal<Origin>,
    /// Whether a design is on its way.
    pub opening: RwSignal<bool>,
    /// The stored designs, once they have been looked up.
    pub designs: RwSignal<Option<Vec<Entry>>>,
}

/// What slides up on a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// The palette.
    Add,
    /// The panel.
    Panel,
}

impl Signals {
    /// Everything at its start.
    pub fn at_start() -> Self {
        Self {
            revision: RwSignal::new(0),
            view: RwSignal::new(0),
            selection: RwSignal::default(),
            tool: RwSignal::new(ToolKind::Select),
            keep_tool: RwSignal::new(false),
            grid: RwSignal::new(true),
            wheel_zooms: RwSignal::new(false),
            can_undo: RwSignal::new(false),
            can_redo: RwSignal::new(false),
            drafting: RwSignal::new(false),
            report: RwSignal::new(None),
            freshness: RwSignal::new(Freshness::Updating),
            lens: RwSignal::new(Lens::Failure),
            scale: RwSignal::new(1.0),
            profile: RwSignal::new(None),
            failed: RwSignal::default(),
            killing: RwSignal::new(false),
            pointed: RwSignal::new(None),
            pinned: RwSignal::new(None),
            reliability: RwSignal::new(None),
            contingencies: RwSignal::new(None),
            aftermath: RwSignal::new(None),
            simulation: Simulation::at_start(),
            latency: RwSignal::new(None),
            load: RwSignal::new(None),
            load_view: RwSignal::new(None),
            recovery: RwSignal::new(None),
            fixes: FixSignals::at_start(),
            standings: Standings::at_start(),
            order: RwSignal::new(2),
            tab: RwSignal::new(PanelTab::Findings),
            no_palette: RwSignal::new(false),
            no_panel: RwSignal::new(false),
            sheet: RwSignal::new(None),
            dialog: RwSignal::new(None),
            context_menu: RwSignal::new(None),
            editing: RwSignal::new(None),
            turned_sections: RwSignal::default(),
            notices: RwSignal::default(),
            noticed: RwSignal::default(),
            saved: RwSignal::new(SaveState::Blank),
            origin: RwSignal::new(Origin::Own),
            opening: RwSignal::new(true),
            designs: RwSignal::new(None),
        }
    }

    /// Forgets all that was about the last design: another one comes.
    pub(super) fn forget_design(&self) {
        self.selection.set(Vec::new());
        self.editing.set(None);
        self.context_menu.set(None);
        self.failed.set(Vec::new());
        self.scale.set(1.0);
        self.profile.set(None);
        self.killing.set(false);
        self.pinned.set(None);
        self.pointed.set(None);
        self.report.set(None);
        self.reliability.set(None);
        self.contingencies.set(None);
        self.aftermath.set(None);
        self.latency.set(None);
        self.recovery.set(None);
        self.load.set(None);
        self.load_view.set(None);
        self.fixes.forget();
        self.simulation.forget();
        self.order.set(2);
    }
}
