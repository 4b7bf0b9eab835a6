//! `linchpin render`: a design as a picture.

use clap::{Args, ColorChoice, ValueEnum};
use linchpin_scene::TypicalWidths;
use std::path::{Path, PathBuf};

use super::Verdict;
use super::what_if::WhatIf;
use crate::failure::{Failure, Result};
use crate::input::DesignInput;
use crate::output;
use crate::picture::{Background, Fonts, Lens, Look, Picture, draw, png};

/// Draw a design, what has no place laid out, with the marks of the analysis
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linchpin render shop.json -o shop.svg
  linchpin render shop.json -o shop.png --scale 3 --theme dark
  linchpin render shop.json -o load.svg --lens load --load 4
  linchpin render shop.json -o - --fail Redis --background transparent > shop.svg

Text in an SVG stays text, drawn in the font of whoever looks at it; it is the same on every machine.
Text in a PNG is drawn with the fonts of this machine; --font makes it the same on every machine.")]
pub struct Arguments {
    /// The design: a file, "-" for standard input, or a share link
    design: String,
    /// Where to write the picture: a file that ends in .svg or .png, or "-" for standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// SVG or PNG, where the name of the file does not say [default for "-": svg]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The colours
    #[arg(long, value_enum, default_value = "light")]
    theme: Theme,
    /// Pixels for each unit of the drawing (PNG only)
    #[arg(long, value_name = "X", default_value = "2", value_parser = scale)]
    scale: f64,
    /// What of the analysis is marked
    #[arg(long, value_enum, default_value = "failure")]
    lens: Lens,
    /// What is behind the drawing: canvas, transparent, or a colour such as "#ffffff"
    #[arg(long, value_name = "COLOUR", default_value = "canvas", value_parser = background)]
    background: Background,
    /// Draw text with this font and no other (PNG only)
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
    #[command(flatten)]
    what_if: WhatIf,
}

/// What a picture is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Shapes and text
    Svg,
    /// Pixels
    Png,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Theme {
    /// Dark ink on light surfaces
    Light,
    /// Light ink on dark surfaces
    Dark,
}

fn scale(text: &str) -> std::result::Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "a number is needed, such as 2")?;
    if (0.01..=100.0).contains(&number) { Ok(number) } else { Err("it must be between 0.01 and 100".to_owned()) }
}

fn background(text: &str) -> std::result::Result<Background, String> {
    let is_colour = |digits: &str| matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    match text {
        "canvas" => Ok(Background::Canvas),
        "transparent" | "none" => Ok(Background::Transparent),
        colour if colour.strip_prefix('#').is_some_and(is_colour) => Ok(Background::Colour(colour.to_owned())),
        _ => Err("canvas, transparent, or a colour such as #ffffff is needed".to_owned()),
    }
}

/// Draws the design and writes the picture.
pub fn run(arguments: &Arguments, colour: ColorChoice) -> Result<Verdict> {
    let format = format(arguments)?;
    let input = DesignInput::open(&arguments.design)?;
    let query = arguments.what_if.query(&input.design)?;
    let theme = match arguments.theme {
        Theme::Light => linchpin_scene::Theme::Light,
        Theme::Dark => linchpin_scene::Theme::Dark,
    };
    let look = Look { theme, lens: arguments.lens, background: arguments.background.clone() };
    let fonts = match (format, &arguments.font) {
        (Format::Svg, _) => None,
        (Format::Png, Some(file)) => Some(Fonts::of_file(file)?),
        (Format::Png, None) => Some(Fonts::of_system()?),
    };
    let measure = fonts.as_ref().map_or_else(|| Box::new(TypicalWidths) as _, Fonts::measure);
    let picture = draw(input.replica(), &query, &look, measure)
        .ok_or_else(|| Failure::at(input.origin.name(), "nothing is drawn in this design"))?;
    let bytes = match fonts {
        None => picture.svg.into_bytes(),
        Some(fonts) => pixels(arguments, &picture, &fonts, colour)?,
    };
    output::write_file(&arguments.output, &bytes)?;
    Ok(Verdict::Clean)
}

fn format(arguments: &Arguments) -> Result<Format> {
    let extension = arguments.output.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match (arguments.format, extension.as_deref()) {
        (Some(format), _) => Ok(format),
        (None, Some("svg")) => Ok(Format::Svg),
        (None, Some("png")) => Ok(Format::Png),
        (None, _) if arguments.output == Path::new("-") => Ok(Format::Svg),
        (None, _) => Err(Failure::at(arguments.output.display().to_string(), "the name must end in .svg or .png")
            .hint("or say which with --format")),
    }
}

fn pixels(arguments: &Arguments, picture: &Picture, fonts: &Fonts, colour: ColorChoice) -> Result<Vec<u8>> {
    let (bytes, scale) = png(picture, arguments.scale, fonts)?;
    if scale < arguments.scale {
        let place = arguments.output.display().to_string();
        output::remark(&place, &format!("the drawing is so large that the scale is {scale:.2}"), colour);
    }
    Ok(bytes)
}
