//! Routing what a change concerns.

use kurbo::{Point, Rect};

use linchpin_document::{RecordId, SortedMap, SortedSet};

use super::nudge::{NUDGE_REACH, Nudge};
use super::ports::{Attached, Turn, align, spread};
use super::router::{ByDirection, Connector, Router};
use super::surroundings::{CLEARANCE, Surroundings};
use super::terminal::Terminal;
use super::{End, Ended, Route, Side, plan, way};
use crate::hit::overlap;
use crate::index::{Entry, Part, SpatialIndex};

/// How far from where it was looked a change may still matter: routing and nudging keep off that far,
/// and one more so that rounding never hides a neighbour.
const REACH: f64 = CLEARANCE.max(NUDGE_REACH) + 1.0;

/// What changed, as far as connectors are concerned.
#[derive(Debug, Default)]
pub(crate) struct Revision {
    /// The frames, old and new, of everything solid that came, went or moved.
    pub(crate) disturbed: Vec<Rect>,
    /// The components among them.
    pub(crate) moved: SortedSet<RecordId>,
    /// Connections that came, went or changed, with their ends if they are there.
    pub(crate) connections: SortedMap<RecordId, Option<(RecordId, RecordId)>>,
}

/// What a frame is found by.
pub(crate) type Frames<'a> = &'a dyn Fn(RecordId) -> Option<Rect>;

impl Router {
    /// Routes what a revision concerns; `obstacles` and `frames` are as they are after it. Returns the
    /// connectors that came, went or run elsewhere now.
    pub(crate) fn update(
        &mut self,
        revision: &Revision,
        obstacles: &SpatialIndex,
        frames: Frames<'_>,
    ) -> SortedSet<RecordId> {
        let mut update = Update {
            obstacles,
            frames,
            to_plan: SortedSet::new(),
            to_route: SortedSet::new(),
            crowded: Vec::new(),
            pieces_out: ByDirection::default(),
            looks_out: SortedMap::new(),
            changed: SortedSet::new(),
            router: self,
        };
        update.attach(revision);
        update.share_time();
        update.find_concerned(revision);
        update.plan(revision);
        update.place_ports();
        update.route();
        update.index();
        update.changed
    }
}

struct Update<'a> {
    router: &'a mut Router,
    obstacles: &'a SpatialIndex,
    frames: Frames<'a>,
    to_plan: SortedSet<RecordId>,
    to_route: SortedSet<RecordId>,
    /// Sides whose ports must be placed anew, in no order, some of them several times.
    crowded: Vec<(RecordId, Side)>,
    pieces_out: ByDirection<Vec<Entry>>,
    /// What the index holds of the connectors concerned, from before.
    looks_out: SortedMap<RecordId, Rect>,
    changed: SortedSet<RecordId>,
}

impl Update<'_> {
    fn attach(&mut self, revision: &Revision) {
        for (id, ends) in &revision.connections {
            let held = self.router.connectors.get(id).map(|connector| (connector.from, connector.to));
            if held == *ends {
                continue;
            }
            self.changed.insert(*id);
            self.detach(*id);
            if let Some((from, to)) = *ends {
                self.router.connectors.insert(*id, Box::new(Connector::new(from, to)));
                for end in [from, to] {
                    self.router.attached.get_or_default(end).insert(*id);
                }
                self.to_plan.insert(*id);
                self.to_route.insert(*id);
            }
        }
    }

    fn detach(&mut self, id: RecordId) {
        self.take_out(id);
        let Some(old) = self.router.connectors.remove(&id) else { return };
        for (end, side) in [(old.from, old.planned.sides.0), (old.to, old.planned.sides.1)] {
            self.crowded.push((end, side));
            if let Some(attached) = self.router.attached.get_mut(&end) {
                attached.remove(&id);
                if attached.is_empty() {
                    self.router.attached.remove(&end);
                }
            }
        }
    }

    /// Remembers what the indices hold of a connector, to be taken out of them.
    fn take_out(&mut self, id: RecordId) {
        // What has no way yet is not in the indices yet.
        let Some(connector) = self.router.connectors.get(&id).filter(|held| !held.way.is_empty()) else { return };
        let Some(area) = connector.looked_at() else { return };
        // Only the first time: later the connector is no longer as the indices hold it.
        if self.looks_out.contains_key(&id) {
            return;
        }
        self.looks_out.insert(id, area);
        for (index, area) in connector.pieces() {
            self.pieces_out.of_mut(area).push(Entry { area, id, part: Part::Piece(index) });
        }
    }

    /// Of many connectors each may take less time. Concerned are those that took more than they may now, and those that
    /// were given up and may take more.
    fn share_time(&mut self) {
        let budget = way::budget_among(self.router.connectors.len());
        let least = budget.min(self.router.budget);
        if budget != self.router.budget {
            for (id, connector) in &self.router.connectors {
                self.to_plan.extend((connector.spent.0 > least).then_some(*id));
                self.to_route.extend((connector.spent.1 > least).then_some(*id));
            }
        }
        self.router.budget = budget;
    }

    /// Finds the connectors whose ends moved, or where something moved that was looked at.
    fn find_concerned(&mut self, revision: &Revision) {
        let attached = revision.moved.iter().flat_map(|component| self.router.attached_to(*component));
        let is_known = |id: &RecordId| self.to_plan.contains(id) && self.to_route.contains(id);
        // At once, and without those that are new: of a design just opened that is all of them.
        let attached: Vec<RecordId> = attached.filter(|id| !is_known(id)).collect();
        self.to_plan.extend(&attached);
        self.to_route.extend(attached);
        for disturbed in &revision.disturbed {
            let area = disturbed.inflate(REACH, REACH);
            for Entry { id, .. } in self.router.looked_at.touching(area) {
                let Some(connector) = self.router.connectors.get(&id) else { continue };
                if connector.looked_at_planning.iter().any(|looked_at| overlap(*looked_at, area)) {
                    self.to_plan.insert(id);
                }
                if connector.looked_at_routing.iter().any(|looked_at| overlap(*looked_at, area)) {
                    self.to_route.insert(id);
                }
            }
        }
        for id in self.to_plan.union(&self.to_route) {
            self.take_out(id);
        }
    }

    fn ended(&self, id: RecordId) -> Option<Ended> {
        (self.frames)(id).map(|frame| (id, frame))
    }

    fn plan(&mut self, revision: &Revision) {
        for id in &self.to_plan {
            let Some(connector) = self.router.connectors.get(id) else { continue };
            let Some((from, to)) = self.ended(connector.from).zip(self.ended(connector.to)) else { continue };
            let (way, looked_at) = plan(self.obstacles, from, to, self.router.budget, &mut self.router.search);
            let Some(connector) = self.router.connectors.get_mut(id) else { continue };
            connector.spent.0 = self.router.search.spent();
            let has_moved = revision.moved.contains(&from.0) || revision.moved.contains(&to.0);
            let is_new = connector.way.is_empty();
            let (sides, points) = (way.sides, &way.points);
            let turns =
                (Turn::of(&mut points.iter().copied(), sides.0), Turn::of(&mut points.iter().rev().copied(), sides.1));
            if has_moved || is_new || (connector.planned.sides, connector.turns) != (sides, turns) {
                for end in [(from.0, connector.planned.sides.0), (to.0, connector.planned.sides.1)] {
                    self.crowded.extend((!is_new).then_some(end));
                }
                self.crowded.extend([(from.0, sides.0), (to.0, sides.1)]);
                self.to_route.insert(*id);
            }
            if connector.planned != way {
                self.to_route.insert(*id);
            }
            connector.turns = turns;
            connector.planned = way;
            connector.looked_at_planning = looked_at;
        }
    }

    fn place_ports(&mut self) {
        let crowded: SortedSet<(RecordId, Side)> = std::mem::take(&mut self.crowded).into_iter().collect();
        for (component, side) in crowded {
            let Some(frame) = (self.frames)(component) else { continue };
            let mut attached = self.attached_at(component, side);
            for (id, slot) in spread(component, frame, side, &mut attached) {
                let Some(connector) = self.router.connectors.get_mut(&id) else { continue };
                let is_from = connector.from == component;
                let held = if is_from { &mut connector.slots.0 } else { &mut connector.slots.1 };
                if *held != slot {
                    *held = slot;
                    self.to_route.insert(id);
                }
            }
        }
    }

    fn attached_at(&self, component: RecordId, side: Side) -> Vec<Attached> {
        let seen_from_here = |id: RecordId| {
            let connector = self.router.connectors.get(&id)?;
            let (own_side, turn, peer, peer_side) = if connector.from == component {
                (connector.planned.sides.0, connector.turns.0, connector.to, connector.planned.sides.1)
            } else {
                (connector.planned.sides.1, connector.turns.1, connector.from, connector.planned.sides.0)
            };
            let peer_frame = (self.frames)(peer)?;
            (own_side == side).then_some(Attached { connector: id, turn, peer, peer_frame, peer_side })
        };
        self.router.attached_to(component).filter_map(seen_from_here).collect()
    }

    fn route(&mut self) {
        for id in std::mem::take(&mut self.to_route) {
            self.take_out(id);
            let Some(connector) = self.router.connectors.get(&id) else { continue };
            let Some((from, to)) = self.ended(connector.from).zip(self.ended(connector.to)) else { continue };
            let ports = aligned_ports(connector, from.1, to.1);
            // Where planning found no free way there is no search for one.
            let budget = if connector.planned.is_free { self.router.budget } else { 0 };
            let hint = way::led_to(&connector.planned, ports.0, ports.1);
            let mut surroundings = Surroundings::new(self.obstacles, from, to);
            surroundings.look_around(End::From);
            let start = Terminal::new(End::From, connector.planned.sides.0, ports.0, &mut surroundings);
            surroundings.look_around(End::To);
            let goal = Terminal::new(End::To, connector.planned.sides.1, ports.1, &mut surroundings);
            let way = way::find(&[start], &[goal], hint, budget, &mut surroundings, &mut self.router.search);
            if let Some(connector) = self.router.connectors.get_mut(&id) {
                connector.nudges = vec![Nudge::NONE; way.points.len().saturating_sub(1)];
                connector.spent.1 = if budget > 0 { self.router.search.spent() } else { 0 };
                connector.way = way.points;
                connector.looked_at_routing = surroundings.into_looked_at();
            }
            // Whether it really runs elsewhere is known after nudging.
            self.to_plan.insert(id);
        }
    }

    /// Brings the indices up to date, nudges, and settles which connectors run elsewhere now.
    fn index(&mut self) {
        let concerned: SortedSet<RecordId> = self.to_plan.iter().chain(self.looks_out.keys()).copied().collect();
        let mut looks = Vec::new();
        let mut pieces: ByDirection<Vec<Entry>> = ByDirection::default();
        for id in &concerned {
            let Some(connector) = self.router.connectors.get(id) else { continue };
            looks.extend(connector.looked_at().map(|area| Entry::whole(area, *id)));
            for (index, area) in connector.pieces() {
                pieces.of_mut(area).push(Entry { area, id: *id, part: Part::Piece(index) });
            }
        }
        let looks_out =
            std::mem::take(&mut self.looks_out).into_iter().map(|(id, area)| Entry::whole(area, id)).collect();
        self.router.looked_at.replace(looks_out, looks);
        let out = std::mem::take(&mut self.pieces_out);
        let all = [&out.horizontal, &out.vertical, &pieces.horizontal, &pieces.vertical];
        let seeds: Vec<Rect> = all.into_iter().flatten().map(|entry| entry.area).collect();
        self.router.pieces.horizontal.replace(out.horizontal, pieces.horizontal);
        self.router.pieces.vertical.replace(out.vertical, pieces.vertical);
        let nudged = self.router.nudge(&seeds, self.obstacles);
        for id in concerned.union(&nudged) {
            let Some(connector) = self.router.connectors.get_mut(&id) else { continue };
            let points = connector.nudged();
            let route = Route { points, from_side: connector.planned.sides.0, to_side: connector.planned.sides.1 };
            if route != connector.route {
                connector.route = route;
                self.changed.insert(id);
            }
        }
    }
}

fn aligned_ports(connector: &Connector, from: Rect, to: Rect) -> (Point, Point) {
    let (sides, slots) = (connector.planned.sides, connector.slots);
    align((from, sides.0, slots.0), (to, sides.1, slots.1))
}
