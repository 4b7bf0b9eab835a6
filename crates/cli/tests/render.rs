//! `linchpin render`: pictures that other programs can read.

mod support;

use resvg::tiny_skia::Pixmap;
use std::fs;
use std::sync::OnceLock;
use support::{CLEAN, FRAGILE, file, linchpin, linchpin_with, link_to, scratch, template, templates};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

fn svg(arguments: &[&str]) -> String {
    let run = linchpin(&[&["render", "-o", "-"], arguments].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    run.out
}

/// Written once: tests that run at the same time read it.
fn boxes() -> String {
    static FONT: OnceLock<String> = OnceLock::new();
    FONT.get_or_init(|| file("boxes.ttf", support::font::boxes())).clone()
}

fn size(svg: &str) -> (f64, f64) {
    let document = roxmltree::Document::parse(svg).unwrap();
    let number = |name: &str| document.root_element().attribute(name).unwrap().parse::<f64>().unwrap();
    (number("width"), number("height"))
}

#[test]
fn every_example_becomes_well_formed_svg_with_its_texts() {
    for name in templates() {
        let svg = svg(&[&template(&name)]);
        let document = roxmltree::Document::parse(&svg).unwrap();
        assert_eq!(document.root_element().tag_name().name(), "svg");
        assert!(document.descendants().filter(|node| node.tag_name().name() == "text").count() > 3, "{name}");
    }
    let fragile = svg(&[&file("texts.json", FRAGILE)]);
    assert!(fragile.contains(">Größe 数<"), "{fragile}");
}

#[test]
fn the_same_design_gives_the_same_svg_however_it_comes() {
    let path = file("same.json", FRAGILE);
    let from_file = svg(&[&path]);
    assert_eq!(svg(&[&link_to(FRAGILE)]), from_file);
    assert_eq!(linchpin_with(&["render", "-", "-o", "-"], FRAGILE.as_bytes()).out, from_file);
    let written = scratch().join("same.SVG");
    assert_eq!(linchpin(&["render", &path, "-o", &written.display().to_string()]).code, 0);
    assert_eq!(fs::read_to_string(written).unwrap(), from_file);
}

#[test]
fn what_has_no_place_is_laid_out() {
    let svg = svg(&[&file("unplaced.json", FRAGILE)]);
    let document = roxmltree::Document::parse(&svg).unwrap();
    let left_of = |name: &str| -> f64 {
        let node = document.descendants().find(|node| node.is_element() && node.text() == Some(name)).unwrap();
        node.attribute("x").unwrap().parse().unwrap()
    };
    assert!(left_of("People") + 168.0 < left_of("Größe 数"));
}

#[test]
fn lenses_themes_and_what_if_are_seen() {
    let path = template("three-tier");
    let pictures = [
        svg(&[&path]),
        svg(&[&path, "--lens", "load"]),
        svg(&[&path, "--lens", "none"]),
        svg(&[&path, "--theme", "dark"]),
        svg(&[&path, "--fail", "database"]),
        svg(&[&path, "--lens", "load", "--load", "9"]),
        svg(&[&path, "--background", "transparent"]),
        svg(&[&path, "--background", "#123456"]),
    ];
    for (index, picture) in pictures.iter().enumerate() {
        assert!(pictures[..index].iter().all(|earlier| earlier != picture), "picture {index} is like an earlier one");
    }
    let failure = linchpin_scene::Token::Failure.colour(linchpin_scene::Theme::Light);
    assert!(pictures[0].contains(failure) && !pictures[2].contains(failure));
    assert!(pictures[1].contains(">600/s<"));
    assert!(pictures[7].contains("fill=\"#123456\""));
}

#[test]
fn a_png_has_the_size_of_the_drawing_times_the_scale() {
    let (path, font) = (file("png.json", CLEAN), boxes());
    let (width, height) = size(&svg(&[&path]));
    for scale in [0.5, 1.0, 2.5] {
        let out = scratch().join(format!("scaled-{scale}.png")).display().to_string();
        let scale_text = scale.to_string();
        let run = linchpin(&["render", &path, "-o", &out, "--scale", &scale_text, "--font", &font]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
        let bytes = fs::read(&out).unwrap();
        assert!(bytes.starts_with(SIGNATURE));
        let length = |at: usize| f64::from(u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()));
        assert_eq!((length(16), length(20)), ((width * scale).round(), (height * scale).round()));
    }
}

#[test]
fn a_png_lies_on_what_was_asked_for() {
    let (path, font) = (file("ground.json", CLEAN), boxes());
    let corner = |background: &str| {
        let arguments = ["render", &path, "-o", "-", "--format", "png", "--font", &font, "--background", background];
        let run = linchpin(&arguments);
        let pixel = Pixmap::decode_png(&run.bytes).unwrap().pixel(0, 0).unwrap();
        (pixel.red(), pixel.green(), pixel.blue(), pixel.alpha())
    };
    assert_eq!(corner("canvas"), (0xf7, 0xf7, 0xf5, 255));
    assert_eq!(corner("#1e90ff"), (0x1e, 0x90, 0xff, 255));
    assert_eq!(corner("transparent"), (0, 0, 0, 0));
}

#[test]
fn text_is_drawn_in_the_font_given() {
    let design = r#"{"linchpin": 1, "texts": [{"content": "HHHHHHHH"}]}"#;
    let (path, font) = (file("text-only.json", design), boxes());
    let run = linchpin(&["render", &path, "-o", "-", "--format", "png", "--scale", "1", "--font", &font]);
    let pixels = Pixmap::decode_png(&run.bytes).unwrap();
    let canvas = pixels.pixel(0, 0).unwrap();
    let inked = pixels.pixels().iter().filter(|pixel| **pixel != canvas).count() as f64;
    // Eight boxes of 0.4 by 0.7 em at 15 units, and nothing else.
    let expected = 8.0 * 0.4 * 0.7 * 15.0 * 15.0;
    assert!(inked > 0.8 * expected && inked < 2.0 * expected, "{inked} of {expected}");
}

#[test]
fn wrong_usage_is_said_clearly() {
    let path = file("usage.json", CLEAN);
    let complaint = |arguments: &[&str]| {
        let run = linchpin(&[&["render", &path], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
        run.err
    };
    assert!(complaint(&[]).contains("--output"));
    assert!(complaint(&["-o", "picture.gif"]).contains("must end in .svg or .png"));
    assert!(complaint(&["-o", "no/such/folder/a.svg"]).contains("it cannot be written"));
    assert!(complaint(&["-o", "a.png", "--font", "no-such.ttf"]).contains("the font cannot be read"));
    assert!(complaint(&["-o", "a.png", "--font", &path]).contains("this is no font"));
    assert!(complaint(&["-o", "a.svg", "--background", "\"/><script/>"]).contains("a colour such as"));
    assert!(complaint(&["-o", "a.svg", "--scale", "0"]).contains("between"));
    let empty = linchpin(&["render", &file("empty.json", r#"{"linchpin": 1}"#), "-o", "a.svg"]);
    assert!(empty.code == 2 && empty.err.contains("nothing is drawn"), "{empty:?}");
}

#[test]
fn names_that_look_like_markup_stay_text() {
    let hostile = CLEAN.replace("App A", "</text><script>&\\u0000\\u001b[2J");
    let svg = svg(&[&file("markup.json", hostile)]);
    let document = roxmltree::Document::parse(&svg).unwrap();
    assert!(document.descendants().all(|node| node.tag_name().name() != "script"));
}

#[test]
fn a_drawing_of_any_extent_fits_into_memory() {
    let far = r#"{"linchpin": 1, "components": [
        {"id": "a", "kind": "service", "position": [-1000000, -1000000]},
        {"id": "b", "kind": "service", "position": [1000000, -999000]}
    ]}"#;
    let (path, font) = (file("far.json", far), boxes());
    let run = linchpin(&["render", &path, "-o", "-", "--format", "png", "--scale", "100", "--font", &font]);
    assert!(run.code == 0 && run.bytes.starts_with(SIGNATURE), "{}", run.err);
    assert!(run.err.contains("so large that the scale is"), "{}", run.err);
}
