//! Moving things, or copies of them while Alt is held.

use kurbo::{Point, Rect, Vec2};
use linchpin_catalog::Property;
use linchpin_document::{Item, RecordId, SortedMap, SortedSet, Transaction};
use linchpin_scene::{Guide, Overlay};

use super::Drag;
use crate::Selection;
use crate::clipboard;
use crate::containment::{boundary_for, has_place, put_inside};
use crate::placement;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;
use crate::snapping::Snapper;
use crate::tools::Cursor;

pub(crate) struct Moving {
    /// What was taken hold of.
    chosen: Selection,
    from_in_world: Point,
    /// The ids of copies, chosen once so that they stay the same from one draft to the next.
    copies: SortedMap<RecordId, RecordId>,
    copying: bool,
    guides: Vec<Guide>,
    drop_target: Option<RecordId>,
}

impl Moving {
    /// Moves what is selected if the thing taken hold of is, else only that.
    pub fn start(id: RecordId, from: &Touchpoint, around: &Surroundings) -> Self {
        let chosen = match around.selection.contains(id) {
            true => around.selection.clone(),
            false if from.modifiers.shift => around.selection.clone().toggled(id),
            false => Selection::one(id),
        };
        Self {
            chosen,
            from_in_world: around.point_in_world(from),
            copies: SortedMap::new(),
            copying: false,
            guides: Vec::new(),
            drop_target: None,
        }
    }

    fn transaction(&mut self, to: &Touchpoint, around: &Surroundings) -> Transaction {
        let moved = Moved::of(around, self.chosen.ids());
        self.copying = to.modifiers.alt;
        self.guides.clear();
        let Some(start) = moved.bounds(around) else { return Transaction::new() };
        let delta = self.delta(start, to, around, &moved);
        let (transaction, target) =
            if self.copying { (self.copied(delta, around), None) } else { moved.shifted(delta, around) };
        self.drop_target = target;
        transaction
    }

    /// How far things go: as far as the pointer, along one axis with Shift, snapped unless Ctrl is held.
    fn delta(&mut self, start: Rect, to: &Touchpoint, around: &Surroundings, moved: &Moved) -> Vec2 {
        let mut wanted = around.point_in_world(to) - self.from_in_world;
        let mut locked = [false; 2];
        if to.modifiers.shift {
            locked = [wanted.x.abs() < wanted.y.abs(), wanted.x.abs() >= wanted.y.abs()];
            wanted = Vec2::new(if locked[0] { 0.0 } else { wanted.x }, if locked[1] { 0.0 } else { wanted.y });
        }
        if to.modifiers.primary {
            return wanted.round();
        }
        // Copies leave their originals behind: those are neighbours too.
        let along = if self.copying { SortedSet::new() } else { moved.all.clone() };
        let excluding = along.into_iter().chain(self.copies.values().copied()).collect();
        let snapped = Snapper::around(around, start + wanted, &excluding).snap_move(start + wanted, locked);
        self.guides = snapped.guides;
        let delta = wanted + snapped.offset;
        // Without a grid, what caught nothing still lands on whole units.
        Vec2::new(
            if snapped.offset.x == 0.0 { delta.x.round() } else { delta.x },
            if snapped.offset.y == 0.0 { delta.y.round() } else { delta.y },
        )
    }

    fn copied(&mut self, delta: Vec2, around: &Surroundings) -> Transaction {
        let fragment = clipboard::fragment(around.design, self.chosen.ids());
        let copies = &mut self.copies;
        let copied = clipboard::renamed(&fragment, |id| *copies.get_or_insert_with(id, || around.new_id()));
        clipboard::landed(around, copied, delta)
    }
}

/// What moves: the chosen things with all they hold.
pub(crate) struct Moved {
    /// Those that no other moved thing holds; only these change hands.
    roots: SortedSet<RecordId>,
    all: SortedSet<RecordId>,
}

impl Moved {
    pub fn of(around: &Surroundings, chosen: &SortedSet<RecordId>) -> Self {
        let placed = |id: &RecordId| around.design.get(*id).is_some_and(|item| has_place(item.record_type));
        let held = |id: &RecordId| around.design.ancestors(*id).any(|above| chosen.contains(&above));
        let roots: SortedSet<RecordId> = chosen.iter().copied().filter(|id| placed(id) && !held(id)).collect();
        let inside = roots.iter().flat_map(|id| around.design.descendants(*id));
        let all = roots.iter().copied().chain(inside).collect();
        Self { roots, all }
    }

    fn items<'a>(&'a self, around: &'a Surroundings) -> impl Iterator<Item = &'a Item> {
        self.all.iter().filter_map(|id| around.design.get(*id))
    }

    fn bounds(&self, around: &Surroundings) -> Option<Rect> {
        let roots = self.roots.iter().filter_map(|id| around.design.get(*id));
        roots.map(|item| around.frame(item)).reduce(|a, b| a.union(b))
    }

    /// Everything moved, and the roots put where they land. Also says which boundary something new
    /// would be put in.
    pub fn shifted(&self, delta: Vec2, around: &Surroundings) -> (Transaction, Option<RecordId>) {
        let mut transaction = Transaction::new();
        let mut target = None;
        if delta == Vec2::ZERO {
            return (transaction, target);
        }
        for item in self.items(around) {
            let position = placement::on_canvas(item.position() + delta);
            transaction.set(item.id, Property::Position, position);
            if self.roots.contains(&item.id) {
                let boundary = boundary_for(around, item.record_type, around.frame(item) + delta, &self.all);
                put_inside(&mut transaction, item, boundary);
                target = target.or(boundary.filter(|_| around.design.parent(item.id) != boundary));
            }
        }
        (transaction, target)
    }
}

impl Drag for Moving {
    fn drag(&mut self, to: &Touchpoint, around: &Surroundings) -> Plan {
        Plan::draft(self.transaction(to, around)).selecting(self.chosen.clone())
    }

    fn drop(mut self: Box<Self>, at: &Touchpoint, around: &Surroundings) -> Plan {
        let transaction = self.transaction(at, around);
        let selection = if self.copying { clipboard::selection_of(&transaction) } else { self.chosen };
        Plan::commit(transaction).selecting(selection)
    }

    fn overlay(&self, _around: &Surroundings, overlay: &mut Overlay) {
        overlay.guides = self.guides.clone();
        overlay.drop_target = self.drop_target;
    }

    fn cursor(&self) -> Cursor {
        if self.copying { Cursor::Copy } else { Cursor::Move }
    }
}
