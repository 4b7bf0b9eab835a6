//! What is seen.

mod support;

use kurbo::{Point, Rect, Shape};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{SortedSet, Transaction};
use linchpin_scene::{
    DisplayList, Duty, Mark, Overlay, Primitive, Queue, Scene, SinglePoint, State, Stream, Theme, Token, Traffic, View,
    Which, svg,
};
use proptest::prelude::*;
use support::{Drawing, add_component, add_connection, id};

const EVERYWHERE: Rect = Rect::new(-1e6, -1e6, 1e6, 1e6);

fn paint(scene: &Scene, overlay: &Overlay, zoom: f64) -> DisplayList {
    scene.paint(&View { visible_in_world: EVERYWHERE, zoom }, overlay, Which::Everything)
}

fn texts(list: &DisplayList) -> Vec<&str> {
    let mut texts = Vec::new();
    for primitive in &list.primitives {
        if let Primitive::Text { text, .. } = primitive {
            texts.push(&**text);
        }
    }
    texts
}

fn uses(list: &DisplayList, token: Token) -> bool {
    list.primitives.iter().any(|primitive| match primitive {
        Primitive::Path { fill, stroke, .. } => {
            *fill == Some(token) || stroke.as_ref().is_some_and(|stroke| stroke.token == token)
        }
        Primitive::Text { token: own, .. } | Primitive::Glyph { token: own, .. } => *own == token,
    })
}

fn shop() -> Drawing {
    let mut drawing = Drawing::default();
    drawing.boxed(RecordType::Boundary, "zone", Rect::new(220.0, -60.0, 700.0, 200.0));
    drawing.component("web", 0.0, 0.0);
    drawing.component("api", 260.0, 0.0);
    drawing.component("db", 500.0, 0.0);
    let connection = drawing.connect("web-api", "web", "api");
    drawing.set(connection, Property::Name, "calls");
    drawing.connect("api-db", "api", "db");
    drawing
}

#[test]
fn near_everything_is_written_and_far_nothing_is() {
    let drawing = shop();
    let near = paint(&drawing.scene, &Overlay::default(), 1.0);
    for text in ["web", "api", "db", "calls"] {
        assert!(texts(&near).contains(&text), "{text}");
    }
    let far = paint(&drawing.scene, &Overlay::default(), 0.1);
    assert!(texts(&far).is_empty());
    assert!(!far.primitives.iter().any(|primitive| matches!(primitive, Primitive::Glyph { .. })));
    assert!(!uses(&far, Token::Shadow));
    assert!(far.primitives.len() < near.primitives.len());
}

#[test]
fn far_away_all_things_of_one_look_are_one_path() {
    let mut transaction = Transaction::new();
    for index in 0..500 {
        let (column, row) = (index % 25, index / 25);
        add_component(&mut transaction, &format!("c{index}"), f64::from(column) * 240.0, f64::from(row) * 120.0);
        if index > 0 {
            add_connection(&mut transaction, &format!("l{index}"), &format!("c{}", index - 1), &format!("c{index}"));
        }
    }
    let mut drawing = Drawing::default();
    drawing.commit(&transaction);
    assert!(paint(&drawing.scene, &Overlay::default(), 0.1).primitives.len() <= 4);
}

#[test]
fn components_over_each_other_are_drawn_back_to_front() {
    let mut drawing = Drawing::default();
    drawing.component("back", 0.0, 0.0);
    drawing.component("front", 20.0, 10.0);
    let place = |drawing: &Drawing, wanted: &str| {
        let list = paint(&drawing.scene, &Overlay::default(), 1.0);
        list.primitives
            .iter()
            .position(|primitive| matches!(primitive, Primitive::Text { text, .. } if &**text == wanted))
            .unwrap()
    };
    let box_between = |drawing: &Drawing, from: usize, to: usize| {
        let list = paint(&drawing.scene, &Overlay::default(), 1.0);
        list.primitives[from..to].iter().any(|primitive| {
            matches!(primitive, Primitive::Path { fill: Some(Token::Surface), path, .. } if path.area().abs() > 5000.0)
        })
    };
    let (back, front) = (place(&drawing, "back"), place(&drawing, "front"));
    assert!(back < front && box_between(&drawing, back, front));
    drawing.set(id("back"), Property::Order, "V");
    let (back, front) = (place(&drawing, "back"), place(&drawing, "front"));
    assert!(front < back && box_between(&drawing, front, back));
}

#[test]
fn what_the_live_layer_paints_the_static_one_leaves_out() {
    let drawing = shop();
    let moving = SortedSet::from([id("api"), id("web-api")]);
    let view = View { visible_in_world: EVERYWHERE, zoom: 1.0 };
    let overlay = Overlay { selected: moving.clone(), ..Overlay::default() };
    let resting = drawing.scene.paint(&view, &overlay, Which::Static { without: &moving });
    let live = drawing.scene.paint(&view, &overlay, Which::Live { only: &moving });
    assert!(texts(&resting).contains(&"web") && !texts(&resting).contains(&"api"));
    assert!(texts(&live).contains(&"api") && !texts(&live).contains(&"web"));
    assert!(!uses(&resting, Token::Accent) || !texts(&resting).contains(&"calls"));
    assert!(texts(&live).contains(&"calls") && uses(&live, Token::Accent));
}

#[test]
fn the_label_of_a_connection_lies_above_what_shows_that_it_is_selected_or_pointed_at() {
    let drawing = shop();
    let nothing = SortedSet::new();
    let view = View { visible_in_world: EVERYWHERE, zoom: 1.0 };
    let selected = Overlay { selected: SortedSet::from([id("web-api")]), ..Overlay::default() };
    let hovered = Overlay { hovered: Some(id("web-api")), ..Overlay::default() };
    for overlay in [selected, hovered] {
        let live = drawing.scene.paint(&view, &overlay, Which::Live { only: &nothing });
        let lines = live.primitives.iter().rposition(|primitive| {
            matches!(primitive, Primitive::Path { stroke: Some(stroke), .. } if stroke.token == Token::Accent)
        });
        let label = live
            .primitives
            .iter()
            .position(|primitive| matches!(primitive, Primitive::Text { text, .. } if &**text == "calls"));
        assert!(lines.is_some() && lines < label, "{lines:?} {label:?}");
    }
}

/// What marks look like that must be told apart, in shapes alone.
fn looks_of_marks(zoom: f64) -> Vec<Vec<String>> {
    let drawing = shop();
    let state = |state| Mark { state, ..Mark::default() };
    let point = |point| Mark { single_point: Some(point), ..Mark::default() };
    let marks = [
        Mark::default(),
        state(State::Failed),
        state(State::Down),
        state(State::PartlyDown),
        state(State::Degraded),
        state(State::Incomplete),
        state(State::Idle),
        point(SinglePoint::Total),
        point(SinglePoint::Partial),
        Mark { duty: Some(Duty::Trouble), ..Mark::default() },
        Mark { bottleneck: true, ..Mark::default() },
    ];
    let bars = [0.3, 0.95, 1.5].map(|used| Mark { utilisation: Some(used), ..Mark::default() });
    // Colours taken away, they must still differ.
    let outlines = |mark: Mark| {
        let mut overlay = Overlay::default();
        overlay.marks.insert(id("api"), mark);
        let list = paint(&drawing.scene, &overlay, zoom);
        let outlines = list.primitives.iter().filter_map(|primitive| match primitive {
            Primitive::Path { path, fill, .. } => {
                Some(format!("{} {path:?}", fill.is_some_and(|fill| fill != Token::Surface)))
            }
            _ => None,
        });
        outlines.collect()
    };
    // How full something is, is written only where there is room for it.
    let bars = bars.into_iter().filter(|_| zoom >= 0.5);
    marks.into_iter().chain(bars).map(outlines).collect()
}

#[test]
fn at_every_zoom_a_mark_is_told_by_its_shape() {
    for zoom in [1.0, 0.6, 0.4, 0.1, 0.02] {
        let looks = looks_of_marks(zoom);
        for (index, look) in looks.iter().enumerate() {
            assert!(!looks[..index].contains(look), "{index} at {zoom}");
        }
    }
}

#[test]
fn what_is_linked_is_ringed_and_joined_even_where_things_touch_or_are_gone() {
    let drawing = shop();
    let view = View { visible_in_world: EVERYWHERE, zoom: 1.0 };
    let nothing = SortedSet::new();
    let shapes = |linked: &[&str]| {
        let linked = linked.iter().map(|name| id(name)).collect();
        let overlay = Overlay { linked, ..Overlay::default() };
        let list = drawing.scene.paint(&view, &overlay, Which::Live { only: &nothing });
        list.primitives
            .iter()
            .map(|shape| if let Primitive::Path { path, .. } = shape { path.elements().len() } else { 0 })
            .sum::<usize>()
    };
    let (none, one, two, three) =
        (shapes(&[]), shapes(&["web"]), shapes(&["web", "db"]), shapes(&["web", "db", "api"]));
    assert!(none < one && one < two && two < three);
    assert!(two > 2 * one, "a line joins them");
    assert!(shapes(&["api", "zone"]) <= 2 * one, "what lies inside needs no line");
    assert_eq!(shapes(&["web", "nowhere"]), one);
    let connector = shapes(&["web-api"]);
    assert!(none < connector && connector < shapes(&["web-api", "db"]), "a connector may be one of them");
}

#[test]
fn what_is_only_proposed_is_outlined_in_dashes() {
    let drawing = shop();
    let view = View { visible_in_world: EVERYWHERE, zoom: 1.0 };
    let nothing = SortedSet::new();
    let dashed = |ghosts: &[&str]| {
        let overlay = Overlay { ghosts: ghosts.iter().map(|name| id(name)).collect(), ..Overlay::default() };
        let list = drawing.scene.paint(&view, &overlay, Which::Live { only: &nothing });
        let is_dashed = |shape: &&Primitive| matches!(shape, Primitive::Path { stroke: Some(stroke), .. } if stroke.token == Token::Accent && !stroke.dash.is_empty());
        let dashed = list.primitives.iter().filter(is_dashed);
        dashed
            .map(|shape| if let Primitive::Path { path, .. } = shape { path.elements().len() } else { 0 })
            .sum::<usize>()
    };
    let (box_alone, connector, both) = (dashed(&["api"]), dashed(&["web-api"]), dashed(&["api", "web-api"]));
    assert_eq!((dashed(&[]), dashed(&["nowhere"])), (0, 0));
    assert!(box_alone > 0 && connector > 0);
    assert_eq!(both, box_alone + connector);
}

#[test]
fn the_word_beside_a_state_says_it_to_those_who_cannot_tell_forms() {
    let drawing = shop();
    let mut overlay = Overlay::default();
    overlay.marks.insert(id("api"), Mark { state: State::PartlyDown, ..Mark::default() });
    assert!(texts(&paint(&drawing.scene, &overlay, 1.0)).contains(&"Partly down"));
    assert!(!texts(&paint(&drawing.scene, &Overlay::default(), 1.0)).contains(&"Partly down"));
}

#[test]
fn odd_numbers_in_marks_are_drawn_somehow() {
    let drawing = shop();
    for utilisation in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300] {
        let mut overlay = Overlay::default();
        overlay.marks.insert(id("api"), Mark { utilisation: Some(utilisation), ..Mark::default() });
        let drawn = svg::render(&paint(&drawing.scene, &overlay, 1.0), EVERYWHERE, Theme::Light, "t");
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
    }
}

/// The text of everything drawn that can be seen in a window, back to front.
fn seen(list: &DisplayList, window: Rect) -> Vec<String> {
    let in_window =
        |area: Rect| area.x0 < window.x1 && window.x0 < area.x1 && area.y0 < window.y1 && window.y0 < area.y1;
    let mut seen = Vec::new();
    for primitive in &list.primitives {
        match primitive {
            Primitive::Path { path, fill, stroke, opacity } => {
                for subpath in subpaths(path) {
                    // A line is seen where it runs, a filled shape anywhere in it.
                    let is_seen = match fill {
                        Some(_) => in_window(subpath.bounding_box().inflate(3.0, 3.0)),
                        None => subpath.segments().any(|piece| in_window(piece.bounding_box().inflate(3.0, 3.0))),
                    };
                    if is_seen {
                        seen.push(format!("{fill:?} {stroke:?} {opacity} {subpath:?}"));
                    }
                }
            }
            Primitive::Glyph { origin, size, .. } => {
                if in_window(Rect::from_origin_size(*origin, (*size, *size))) {
                    seen.push(format!("{primitive:?}"));
                }
            }
            // As wide as any line of a component.
            Primitive::Text { origin, .. } => {
                if in_window(Rect::from_points(*origin, *origin).inflate(1.0, 1.0)) {
                    seen.push(format!("{primitive:?}"));
                }
            }
        }
    }
    seen
}

/// Components at multiples of 16 units, with connectors, and with something to say of some of them.
fn marked(places: &[(i32, i32)], arrows: &[(usize, usize)]) -> (Drawing, Overlay) {
    let mut transaction = Transaction::new();
    for (index, (x, y)) in places.iter().enumerate() {
        add_component(&mut transaction, &format!("c{index}"), f64::from(*x) * 16.0, f64::from(*y) * 16.0);
    }
    let mut overlay = Overlay::default();
    for (from, to) in arrows.iter().map(|(from, to)| (from % places.len(), to % places.len())) {
        if from != to {
            let name = format!("l{from}-{to}");
            add_connection(&mut transaction, &name, &format!("c{from}"), &format!("c{to}"));
            overlay.marks.insert(id(&name), Mark { caption: Some("123.4k/s".into()), ..Mark::default() });
            if from > to {
                overlay.dimmed.insert(id(&name));
            }
        }
    }
    let mut drawing = Drawing::default();
    drawing.commit(&transaction);
    overlay.dimmed.insert(id("c1"));
    overlay
        .marks
        .insert(id("c0"), Mark { single_point: Some(SinglePoint::Total), bottleneck: true, ..Mark::default() });
    (drawing, overlay)
}

fn subpaths(path: &kurbo::BezPath) -> Vec<kurbo::BezPath> {
    let mut parts: Vec<kurbo::BezPath> = Vec::new();
    for element in path.elements() {
        if matches!(element, kurbo::PathEl::MoveTo(_)) {
            parts.push(kurbo::BezPath::new());
        }
        parts.last_mut().unwrap().push(*element);
    }
    parts
}

proptest! {
    /// Painting a part gives, in that part, what painting everything gives.
    #[test]
    fn nothing_seen_is_left_out(
        places in proptest::collection::vec((-60..60i32, -40..40i32), 2..20),
        arrows in proptest::collection::vec((0..20usize, 0..20usize), 0..20),
        corner in (-800..800i32, -600..600i32),
        zoom in prop_oneof![Just(1.0), Just(0.6), Just(0.45), Just(0.1)],
    ) {
        let (drawing, overlay) = marked(&places, &arrows);
        let window = Rect::from_origin_size(Point::new(f64::from(corner.0), f64::from(corner.1)), (400.0, 300.0));
        let part = drawing.scene.paint(&View { visible_in_world: window, zoom }, &overlay, Which::Everything);
        let (part, whole) = (seen(&part, window), seen(&paint(&drawing.scene, &overlay, zoom), window));
        let missing: Vec<&String> = whole.iter().filter(|one| !part.contains(one)).collect();
        prop_assert!(missing.is_empty(), "{missing:?}");
    }

    /// So that what was painted of one view can be kept for the next.
    #[test]
    fn from_afar_what_lies_above_what_is_the_same_in_every_view(
        places in proptest::collection::vec((-60..60i32, -40..40i32), 2..20),
        arrows in proptest::collection::vec((0..20usize, 0..20usize), 0..20),
        corner in (-800..800i32, -600..600i32),
        zoom in 0.1..0.499f64,
    ) {
        let (drawing, overlay) = marked(&places, &arrows);
        let window = Rect::from_origin_size(Point::new(f64::from(corner.0), f64::from(corner.1)), (900.0, 600.0));
        let part = drawing.scene.paint(&View { visible_in_world: window, zoom }, &overlay, Which::Everything);
        prop_assert_eq!(seen(&part, window), seen(&paint(&drawing.scene, &overlay, zoom), window));
    }

    #[test]
    fn nothing_is_drawn_outside_the_extent(
        places in proptest::collection::vec((-60..60i32, -40..40i32), 2..20),
        arrows in proptest::collection::vec((0..20usize, 0..20usize), 0..20),
        zoom in prop_oneof![Just(1.0), Just(0.6), Just(0.45), Just(0.1)],
    ) {
        let (drawing, overlay) = marked(&places, &arrows);
        let nothing = SortedSet::new();
        let all = View { visible_in_world: EVERYWHERE, zoom };
        let list = drawing.scene.paint(&all, &overlay, Which::Static { without: &nothing });
        let Rect { x0, y0, x1, y1 } = drawing.scene.extent(zoom).unwrap();
        for outside in [Rect { x1: x0, ..EVERYWHERE }, Rect { x0: x1, ..EVERYWHERE }, Rect { y1: y0, ..EVERYWHERE }, Rect { y0: y1, ..EVERYWHERE }] {
            prop_assert_eq!(seen(&list, outside), [""; 0]);
        }
    }

    #[test]
    fn the_svg_is_well_formed_whatever_things_are_called(name in "\\PC{0,30}", odd in any::<String>(), title in any::<String>()) {
        let mut drawing = shop();
        drawing.set(id("api"), Property::Name, &*name);
        drawing.set(id("web-api"), Property::Name, &*odd);
        drawing.set(id("zone"), Property::Name, &*odd);
        drawing.boxed(RecordType::Note, "note", Rect::new(0.0, 300.0, 200.0, 400.0));
        drawing.set(id("note"), Property::Content, &*odd);
        let list = paint(&drawing.scene, &Overlay::default(), 1.0);
        for theme in [Theme::Light, Theme::Dark] {
            let text = svg::render(&list, drawing.scene.bounds().unwrap(), theme, &title);
            let document = roxmltree::Document::parse(&text);
            prop_assert!(document.is_ok(), "{:?} in {text}", document.err());
        }
    }
}

#[test]
fn names_cannot_break_out_of_the_svg() {
    let mut drawing = shop();
    let hostile = "</text><script>alert(1)</script>&\"'<!--\u{0}\u{b}]]>";
    drawing.set(id("api"), Property::Name, hostile);
    drawing.set(id("web-api"), Property::Name, hostile);
    let text = svg::render(
        &paint(&drawing.scene, &Overlay::default(), 1.0),
        drawing.scene.bounds().unwrap(),
        Theme::Light,
        hostile,
    );
    let document = roxmltree::Document::parse(&text).unwrap();
    assert!(document.descendants().all(|node| node.tag_name().name() != "script"));
    let title = document.descendants().find(|node| node.tag_name().name() == "title").unwrap();
    assert_eq!(title.text(), Some("</text><script>alert(1)</script>&\"'<!--]]>"));
}

#[test]
fn the_same_design_gives_the_same_svg() {
    let one = paint(&shop().scene, &Overlay::default(), 1.0);
    let drawing = shop();
    assert_eq!(one, paint(&drawing.scene, &Overlay::default(), 1.0));
    assert_eq!(one, paint(&drawing.fresh_scene(), &Overlay::default(), 1.0));
}

#[test]
fn a_simulated_run_moves_along_connectors_on_the_live_layer_only() {
    let drawing = shop();
    let stream = |rates| Stream { connection: id("web-api"), rates, against: false };
    let queue = |waiting, is_down| Queue { component: id("db"), waiting, busy: 0.5, is_down };
    let paint = |traffic: Traffic, only_live: bool| {
        let nothing = SortedSet::new();
        let overlay = Overlay { traffic: Some(traffic), ..Overlay::default() };
        let view = View { visible_in_world: EVERYWHERE, zoom: 1.0 };
        let which = if only_live { Which::Live { only: &nothing } } else { Which::Everything };
        drawing.scene.paint(&view, &overlay, which)
    };
    let all = Traffic { time: 0.0, streams: vec![stream([900.0, 90.0, 9.0])], queues: vec![queue(1_204, false)] };
    let live = paint(all.clone(), true);
    assert_eq!(texts(&live), ["1,204 waiting"]);
    for token in [Token::Accent, Token::DataInk, Token::MessageInk, Token::Load] {
        assert!(uses(&live, token), "{token:?}");
    }
    assert!(!texts(&paint(all.clone(), false)).contains(&"1,204 waiting"));
    // Dots move with time, and there are none of what has no rate.
    assert_ne!(live, paint(Traffic { time: 1.3, ..all.clone() }, true));
    let reads = paint(Traffic { streams: vec![stream([900.0, 0.0, 0.0])], queues: Vec::new(), ..all.clone() }, true);
    assert!(uses(&reads, Token::Accent) && !uses(&reads, Token::MessageInk));
    let down = paint(Traffic { streams: Vec::new(), queues: vec![queue(0, true)], ..all }, true);
    assert_eq!(texts(&down), ["down"]);
}
