//! What the bench program printed, natively and in WASM, as one table.

use crate::error::{Error, Result};

/// A line of the program: what took how long.
#[derive(Debug, PartialEq)]
struct Line<'a> {
    name: &'a str,
    size: f64,
    first: f64,
    fastest: f64,
    median: f64,
    /// Empty, milliseconds ("3 ms") or a multiple of the native time ("2 x").
    wanted: &'a str,
}

/// Both outputs side by side, with the exponent of growth where several sizes were measured.
pub fn of(native: &str, wasm: &str) -> Result<String> {
    let (native, wasm) = (lines(native)?, lines(wasm)?);
    if !native.iter().map(|line| line.name).eq(wasm.iter().map(|line| line.name)) {
        return Err(Error::new("the native program and the one in WASM measured different things"));
    }
    let mut text = row(["milliseconds", "native", "", "WASM", "", "", "", ""]);
    text += &row(["", "fastest", "median", "first", "fastest", "median", "/ native", "wanted"]);
    let mut start = 0;
    while start < wasm.len() {
        let same = wasm[start..].iter().take_while(|line| line.name == wasm[start].name).count();
        text += &group(&native[start..start + same], &wasm[start..start + same]);
        start += same;
    }
    Ok(text)
}

fn lines(output: &str) -> Result<Vec<Line<'_>>> {
    output.lines().map(|text| line(text).ok_or_else(|| Error::new(format!("no measurement: {text:?}")))).collect()
}

fn line(text: &str) -> Option<Line<'_>> {
    let fields: Vec<&str> = text.split('\t').collect();
    let [name, size, first, fastest, median, wanted] = fields[..] else { return None };
    let number = |text: &str| text.parse().ok();
    let [size, first, fastest, median] = [number(size)?, number(first)?, number(fastest)?, number(median)?];
    Some(Line { name, size, first, fastest, median, wanted })
}

/// One measure at all its sizes.
fn group(native: &[Line], wasm: &[Line]) -> String {
    let mut text = format!("{}\n", wasm[0].name);
    for (native, wasm) in native.iter().zip(wasm) {
        let verdict = match holds(native, wasm) {
            None => String::new(),
            Some(true) => format!("{} yes", wasm.wanted),
            Some(false) => format!("{} NO", wasm.wanted),
        };
        let ratio = format!("{:.2}", wasm.fastest / native.fastest);
        let [size, native_fastest, native_median] = [size(wasm.size), ms(native.fastest), ms(native.median)];
        let [first, fastest, median] = [wasm.first, wasm.fastest, wasm.median].map(ms);
        text += &row([&size, &native_fastest, &native_median, &first, &fastest, &median, &ratio, &verdict]);
    }
    if let (Some(native), Some(wasm)) = (exponent(native), exponent(wasm)) {
        let [native, wasm] = [native, wasm].map(|exponent| format!("n^{exponent:.2}"));
        text += &row(["grows as", &native, "", "", &wasm, "", "", ""]);
    }
    text
}

/// Whether what is wanted holds of the median; of multiples, of the fastest, which nothing else disturbs.
fn holds(native: &Line, wasm: &Line) -> Option<bool> {
    let (most, unit) = wasm.wanted.split_once(' ')?;
    let most: f64 = most.parse().ok()?;
    Some(if unit == "ms" { wasm.median <= most } else { wasm.fastest <= most * native.fastest })
}

/// Sizes below this say nothing of growth.
const SMALLEST_SIZE: f64 = 100.0;

/// The slope of the straight line nearest to the fastest times, both axes logarithmic.
fn exponent(lines: &[Line]) -> Option<f64> {
    let sizes = lines.iter().filter(|line| line.size >= SMALLEST_SIZE);
    let points: Vec<(f64, f64)> = sizes.map(|line| (line.size.ln(), line.fastest.ln())).collect();
    let count = points.len() as f64;
    let middle = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (middle(|point| point.0), middle(|point| point.1));
    let spread: f64 = points.iter().map(|point| (point.0 - x) * (point.0 - x)).sum();
    let rise: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    (points.len() > 1).then(|| rise / spread)
}

fn row(cells: [&str; 8]) -> String {
    let padded: String = cells.iter().map(|cell| format!("  {cell:>12}")).collect();
    padded.trim_end().to_owned() + "\n"
}

/// Three digits that mean something.
fn ms(time: f64) -> String {
    match time {
        time if time < 1.0 => format!("{time:.3}"),
        time if time < 10.0 => format!("{time:.2}"),
        time => format!("{time:.1}"),
    }
}

fn size(size: f64) -> String {
    if size < 1e6 { size.to_string() } else { format!("{} million", size / 1e6) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NATIVE: &str = "walk\t100\t9\t1\t2\t\nwalk\t10000\t900\t100\t200\t9 ms\njobs\t5\t9\t4\t4\t2 x\n";

    #[test]
    fn the_exponent_is_that_of_the_power_law() {
        let law =
            |size: f64| Line { name: "", size, first: 0.0, fastest: 3.0 * size.powf(1.5), median: 0.0, wanted: "" };
        let found = exponent(&[law(100.0), law(1_000.0), law(100_000.0)]).unwrap();
        assert!((found - 1.5).abs() < 1e-9, "{found}");
        assert_eq!(exponent(&[law(100.0), law(10.0)]), None);
    }

    #[test]
    fn what_is_wanted_is_told_from_what_is_not_met() {
        let wasm = "walk\t100\t9\t2\t3\t\nwalk\t10000\t900\t8\t8.5\t9 ms\njobs\t5\t9\t9\t9\t2 x\n";
        let table = of(NATIVE, wasm).unwrap();
        assert!(table.contains("9 ms yes") && table.contains("2 x NO"), "{table}");
        // From 1 to 100 while the size grew a hundredfold; from 2 to 8.
        assert!(table.contains("n^1.00") && table.contains("n^0.30"), "{table}");
    }

    #[test]
    fn outputs_that_do_not_match_are_refused() {
        assert!(of(NATIVE, "walk\t100\t9\t2\t3\t\n").is_err());
        assert!(of(NATIVE, "panicked").is_err());
    }
}
