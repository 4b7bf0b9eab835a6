//! What the editor works on: the design with its picture, and how it is looked at.

use kurbo::{Insets, Size};
use linchpin_document::{Changes, Committed, Design, Op, Refusal, Replica, Reverted, Transaction};
use linchpin_scene::{Scene, TextMeasure};

use crate::ids::Ids;
use crate::plan::Surroundings;
use crate::{Camera, Selection, Settings};

/// Keeps the scene in step with the replica, and the start state at hand while a draft is shown.
pub(crate) struct Workspace {
    replica: Replica,
    scene: Scene,
    ids: Ids,
    /// The design without the draft, while there is one.
    start: Option<Design>,
    pub camera: Camera,
    pub viewport: Size,
    /// How much of the viewport's borders the page covers with bars of its own.
    pub covered: Insets,
    /// What looks different since it was last asked.
    pub redrawn: Changes,
    pub selection: Selection,
    pub settings: Settings,
}

impl Workspace {
    pub fn new(replica: Replica, measure: Box<dyn TextMeasure>) -> Self {
        let scene = Scene::of(replica.design(), measure);
        Self {
            ids: Ids::of(replica.document()),
            start: None,
            scene,
            replica,
            camera: Camera::default(),
            viewport: Size::ZERO,
            covered: Insets::ZERO,
            redrawn: Changes::new(),
            selection: Selection::default(),
            settings: Settings::default(),
        }
    }

    pub fn replica(&self) -> &Replica {
        &self.replica
    }

    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    pub fn surroundings(&self) -> Surroundings<'_> {
        Surroundings {
            document: self.replica.document(),
            design: self.start.as_ref().unwrap_or(self.replica.design()),
            scene: &self.scene,
            camera: self.camera,
            viewport: self.viewport,
            covered: self.covered,
            selection: &self.selection,
            settings: &self.settings,
            ids: &self.ids,
        }
    }

    /// Shows the design with this draft instead of the last one.
    pub fn set_draft(&mut self, draft: Transaction) -> Changes {
        if draft.is_empty() {
            self.start = None;
        } else if self.start.is_none() {
            self.start = Some(self.replica.design().clone());
        }
        let changes = self.replica.set_draft(draft);
        self.shown(changes)
    }

    /// Whether a draft is shown.
    pub fn has_draft(&self) -> bool {
        self.start.is_some()
    }

    /// Makes a change, as one undo step; drops the draft.
    pub fn commit(&mut self, transaction: &Transaction) -> Result<Committed, Refusal> {
        let mut committed = self.replica.commit(transaction)?;
        self.start = None;
        committed.changes = self.shown(committed.changes);
        Ok(committed)
    }

    /// Takes the last step back, or makes it again; drops the draft.
    pub fn revert(&mut self, redo: bool) -> Option<Reverted> {
        let mut reverted = if redo { self.replica.redo() } else { self.replica.undo() }?;
        self.start = None;
        reverted.changes = self.shown(reverted.changes);
        Some(reverted)
    }

    /// Takes in the ops of others. A draft stays on top.
    pub fn merge(&mut self, ops: &[Op]) -> Changes {
        let changes = self.replica.merge(ops);
        if self.start.is_some() {
            self.start = Some(Design::of(self.replica.document()));
        }
        self.shown(changes)
    }

    fn shown(&mut self, changes: Changes) -> Changes {
        self.redrawn.extend(self.scene.update(self.replica.design(), &changes));
        changes
    }
}
