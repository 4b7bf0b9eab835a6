//! Writes pictures of a sample design, for judging looks: `cargo run -p linchpin-scene --example preview -- DIR`.

use kurbo::{Point, Rect, Size};
use linchpin_catalog::{Property as P, RecordType as R};
use linchpin_document::{PeerId, RecordId, Replica, SortedSet, Transaction};
use linchpin_scene::{
    Connecting, ConnectingEnd, Guide, Mark, Overlay, Scene, SinglePoint, State, Theme, TypicalWidths, View, Which, svg,
};
use std::path::Path;

fn id(text: &str) -> RecordId {
    RecordId::parse(text).expect("ids of the sample are well formed")
}

struct Sample(Transaction);

impl Sample {
    fn component(&mut self, name: &str, label: &str, kind: &str, x: f64, y: f64) -> &mut Self {
        self.0.create(id(name), R::Component).set(id(name), P::Kind, kind).set(id(name), P::Position, Point::new(x, y));
        self.0.set(id(name), P::Name, label);
        self
    }

    fn with(&mut self, name: &str, property: P, value: impl Into<linchpin_document::Value>) -> &mut Self {
        self.0.set(id(name), property, value);
        self
    }

    fn connect(&mut self, from: &str, to: &str) -> String {
        let name = format!("{from}-{to}");
        self.0.create(id(&name), R::Connection).set(id(&name), P::From, id(from)).set(id(&name), P::To, id(to));
        name
    }

    fn link(&mut self, from: &str, to: &str, property: P, value: &str) {
        let name = self.connect(from, to);
        self.0.set(id(&name), property, value);
    }

    fn boxed(&mut self, name: &str, record: R, area: (f64, f64, f64, f64)) -> &mut Self {
        self.0.create(id(name), record).set(id(name), P::Position, Point::new(area.0, area.1));
        self.0.set(id(name), P::Size, Size::new(area.2, area.3));
        self
    }
}

fn sample() -> Transaction {
    let mut s = Sample(Transaction::new());
    s.boxed("region", R::Boundary, (620.0, 20.0, 812.0, 640.0)).with("region", P::BoundaryKind, "region");
    s.with("region", P::Name, "eu-central-1");
    s.boxed("za", R::Boundary, (650.0, 70.0, 752.0, 270.0)).with("za", P::BoundaryKind, "zone");
    s.with("za", P::Name, "Zone eu-1a").with("za", P::Parent, id("region"));
    s.boxed("net", R::Boundary, (650.0, 370.0, 752.0, 260.0)).with("net", P::BoundaryKind, "network");
    s.with("net", P::Name, "Private subnet").with("net", P::Parent, id("region"));
    s.component("web", "Web client", "web-client", 40.0, 250.0).with("web", P::Peak, 1200.0);
    s.component("phone", "Mobile client", "mobile-client", 40.0, 360.0);
    s.component("dns", "DNS", "dns", 250.0, 130.0);
    s.component("lb", "Load balancer", "load-balancer", 250.0, 250.0);
    s.component("cdn", "CDN", "cdn", 250.0, 360.0);
    s.component("api-a", "API server A", "application-server", 690.0, 120.0).with("api-a", P::Capacity, 900.0);
    s.component("api-b", "API server B", "application-server", 690.0, 230.0).with("api-b", P::Instances, 3.0);
    s.component("redis", "Redis", "cache", 960.0, 120.0);
    s.component("db", "Orders DB", "relational-database", 1190.0, 230.0).with("db", P::WriteCapacity, 500.0);
    s.component("replica", "Orders DB replica", "relational-database", 1190.0, 120.0);
    s.component("queue", "Mail queue", "message-queue", 690.0, 420.0).with("queue", P::Instances, 2.0);
    s.component("worker", "Mail worker", "worker", 960.0, 420.0).with("worker", P::Instances, 2.0);
    s.component("s3", "Object storage", "object-storage", 1190.0, 420.0);
    s.component("search", "Product search and suggestions", "search-index", 960.0, 540.0);
    s.component("mail", "Mail provider", "external-service", 1490.0, 420.0);
    s.component("cron", "Nightly reports", "scheduler", 690.0, 540.0);
    for (from, to) in
        [("web", "dns"), ("web", "lb"), ("lb", "api-a"), ("lb", "api-b"), ("api-a", "db"), ("worker", "mail")]
    {
        s.connect(from, to);
    }
    for (from, to) in
        [("phone", "cdn"), ("phone", "lb"), ("cdn", "s3"), ("worker", "s3"), ("cron", "search"), ("cron", "db")]
    {
        s.connect(from, to);
    }
    s.link("api-b", "db", P::Name, "120 w/s");
    s.link("api-a", "redis", P::Dependency, "soft");
    s.link("api-b", "redis", P::Dependency, "soft");
    s.link("db", "replica", P::Interaction, "replication");
    s.link("api-b", "queue", P::Interaction, "event");
    s.link("queue", "worker", P::Interaction, "event");
    s.link("lb", "cdn", P::Interaction, "standby");
    s.boxed("note", R::Note, (40.0, 480.0, 220.0, 110.0));
    s.with("note", P::Content, "Ask the payments team whether the mail provider may be down for an hour.");
    s.boxed("text", R::Text, (40.0, 40.0, 400.0, 28.0)).with("text", P::Content, "Web shop, before hardening");
    s.0
}

fn marks(overlay: &mut Overlay) {
    let mark = |state, single_point, utilisation| Mark { state, single_point, utilisation, ..Mark::default() };
    let ok = State::Serving;
    for (name, mark) in [
        ("lb", mark(ok, Some(SinglePoint::Total), Some(0.31))),
        ("api-a", mark(State::Degraded, None, Some(0.67))),
        ("api-b", mark(ok, None, Some(0.67))),
        ("redis", mark(State::Failed, None, Some(0.12))),
        ("db", Mark { bottleneck: true, ..mark(ok, Some(SinglePoint::Total), Some(1.2)) }),
        ("queue", mark(ok, Some(SinglePoint::Partial), Some(0.08))),
        ("worker", mark(State::PartlyDown, None, Some(0.31))),
        ("s3", mark(State::Down, None, Some(0.0))),
        ("za", mark(ok, Some(SinglePoint::Total), None)),
        ("worker-mail", mark(State::Down, None, None)),
        ("lb-api-b", Mark { caption: Some("600/s".into()), ..Mark::default() }),
    ] {
        overlay.marks.insert(id(name), mark);
    }
    overlay.witness = ["web", "web-lb", "lb", "lb-api-a"].map(id).into();
}

fn hands(overlay: &mut Overlay, scene: &Scene) {
    overlay.selected = ["search", "cron-search"].map(id).into();
    overlay.hovered = Some(id("worker"));
    overlay.ports_of = Some(id("worker"));
    overlay.handles = scene.frame(id("note"));
    overlay.marquee = Some(Rect::new(60.0, 620.0, 300.0, 700.0));
    overlay.drop_target = Some(id("net"));
    overlay.placing = Some(Rect::new(1480.0, 540.0, 1648.0, 600.0));
    overlay.connecting = Some(Connecting { from: id("dns"), to: ConnectingEnd::Component(id("api-a")), side: None });
    overlay.guides = vec![
        Guide::Line { from: Point::new(690.0, 100.0), to: Point::new(690.0, 640.0) },
        Guide::Gap { from: Point::new(1358.0, 450.0), to: Point::new(1490.0, 450.0), label: "132".into() },
    ];
}

fn main() -> std::io::Result<()> {
    let directory = std::env::args().nth(1).unwrap_or_else(|| "target".to_owned());
    let mut replica = Replica::new(PeerId::from_bits(1));
    replica.commit(&sample()).expect("the sample breaks no invariant");
    let scene = Scene::of(replica.design(), Box::new(TypicalWidths));
    let bounds = scene.bounds().unwrap_or_default().inflate(40.0, 40.0);
    let only = SortedSet::new();
    let write = |name: &str, theme: Theme, zoom: f64, overlay: &Overlay, live: bool| {
        let view = View { visible_in_world: bounds, zoom };
        let mut list = scene.paint(&view, overlay, Which::Everything);
        if live {
            list.primitives.extend(scene.paint(&view, overlay, Which::Live { only: &only }).primitives);
        }
        std::fs::write(Path::new(&directory).join(name), svg::render(&list, bounds, theme, "Sample"))
    };
    let plain = Overlay::default();
    let mut marked = Overlay::default();
    marks(&mut marked);
    let mut handled = Overlay::default();
    hands(&mut handled, &scene);
    write("plain.svg", Theme::Light, 1.0, &plain, false)?;
    write("marked.svg", Theme::Light, 1.0, &marked, false)?;
    write("dark.svg", Theme::Dark, 1.0, &marked, false)?;
    write("hands.svg", Theme::Light, 1.0, &handled, true)?;
    write("middle.svg", Theme::Light, 0.5, &marked, false)?;
    write("far.svg", Theme::Light, 0.2, &marked, false)
}
