//! How long a scene takes to follow and to paint designs of several sizes.
//!
//! The designs are grids of components joined to others a few columns on, one and a half connections a
//! component, some of them far away, and one hub with twelve connectors in the middle.

use divan::Bencher;
use kurbo::{Point, Rect, Vec2};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Changes, PeerId, RecordId, Replica, SortedSet, Transaction};
use linchpin_scene::layout::place_in_layers;
use linchpin_scene::{Overlay, Scene, TypicalWidths, View, Which};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    divan::main();
}

fn id(prefix: char, index: usize) -> RecordId {
    RecordId::parse(&format!("{prefix}{index}")).expect("letters and digits are an id")
}

/// Numbers that look random and are the same on every run (a linear congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

fn side(count: usize) -> usize {
    (1..).find(|side| side * side >= count).unwrap_or(1)
}

fn place(index: usize, count: usize) -> Point {
    let side = side(count);
    Point::new((index / side) as f64 * 260.0, (index % side) as f64 * 116.0)
}

fn connect(transaction: &mut Transaction, serial: usize, from: usize, to: usize) {
    let connection = id('l', serial);
    transaction.create(connection, RecordType::Connection);
    transaction.set(connection, Property::From, id('c', from)).set(connection, Property::To, id('c', to));
}

fn design(count: usize, placed: bool) -> Replica {
    let mut transaction = Transaction::new();
    for index in 0..count {
        transaction.create(id('c', index), RecordType::Component);
        transaction.set(id('c', index), Property::Kind, "service");
        if placed {
            transaction.set(id('c', index), Property::Position, place(index, count));
        }
    }
    let mut dice = Dice(7);
    let side = side(count);
    let mut serial = 0;
    while serial < count + count / 2 {
        let from = dice.below(count);
        let columns = if dice.below(10) == 0 { 1 + dice.below(6) } else { 1 };
        let to = from + columns * side + dice.below(5);
        if let Some(to) = to.checked_sub(2).filter(|to| *to < count && *to != from) {
            connect(&mut transaction, serial, from, to);
            serial += 1;
        }
    }
    for to in 0..12 {
        connect(&mut transaction, serial + to, hub(count), hub(count) + side + to - 6);
    }
    let mut replica = Replica::new(PeerId::from_bits(1));
    replica.commit(&transaction).expect("the benchmark's design breaks no invariant");
    replica
}

/// A component in the middle, not too far right to have twelve neighbours there.
fn hub(count: usize) -> usize {
    count / 2 - side(count) / 2
}

fn scene(replica: &Replica) -> Scene {
    Scene::of(replica.design(), Box::new(TypicalWidths))
}

#[divan::bench(args = SIZES, max_time = 20)]
fn whole_design(bencher: Bencher<'_, '_>, count: usize) {
    let replica = design(count, true);
    bencher.bench_local(|| scene(&replica));
}

#[divan::bench(args = SIZES)]
fn drag_of_the_hub(bencher: Bencher<'_, '_>, count: usize) {
    let mut replica = design(count, true);
    let mut scene = scene(&replica);
    let start = place(hub(count), count);
    let mut step = 0.0;
    bencher
        .with_inputs(move || {
            step += 1.0;
            let mut draft = Transaction::new();
            let by = Vec2::new(step % 90.0, step % 47.0);
            draft.set(id('c', hub(count)), Property::Position, start + by);
            let changes: Changes = replica.set_draft(draft);
            (replica.design().clone(), changes)
        })
        .bench_local_refs(|(design, changes)| scene.update(design, changes));
}

fn paint(bencher: Bencher<'_, '_>, count: usize, zoom: f64) {
    let scene = scene(&design(count, true));
    let size = Vec2::new(1440.0, 900.0) / zoom;
    let visible_in_world = Rect::from_origin_size(place(hub(count), count) - size / 2.0, size.to_size());
    let view = View { visible_in_world, zoom };
    let (overlay, nothing) = (Overlay::default(), SortedSet::new());
    bencher.bench_local(|| scene.paint(&view, &overlay, Which::Static { without: &nothing }));
}

#[divan::bench(args = SIZES)]
fn paint_at_full_size(bencher: Bencher<'_, '_>, count: usize) {
    paint(bencher, count, 1.0);
}

#[divan::bench(args = SIZES)]
fn paint_everything_small(bencher: Bencher<'_, '_>, count: usize) {
    paint(bencher, count, 0.04);
}

#[divan::bench(args = SIZES)]
fn hit_test(bencher: Bencher<'_, '_>, count: usize) {
    let scene = scene(&design(count, true));
    let point = place(hub(count), count) + Vec2::new(200.0, 30.0);
    bencher.bench_local(|| scene.hit_test(point, 8.0));
}

#[divan::bench(args = SIZES, max_time = 20)]
fn layout(bencher: Bencher<'_, '_>, count: usize) {
    let replica = design(count, false);
    bencher.bench_local(|| place_in_layers(replica.design()));
}
