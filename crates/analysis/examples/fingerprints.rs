//! Writes every design of the corpus as a design file into a folder, with the fingerprints of its reports
//! in `fingerprints.txt`, for the end-to-end tests to compare with those of the app.

use linchpin_analysis::fingerprint;
use linchpin_format::file;
use std::fmt::Write;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let out = std::env::args_os().nth(1).expect("the folder to write to");
    let out = Path::new(&out);
    std::fs::create_dir_all(out)?;
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut fixtures: Vec<_> =
        std::fs::read_dir(corpus)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    fixtures.sort();
    let mut prints = String::new();
    for fixture in fixtures {
        let text = file::write(&linchpin_testkit::design(&std::fs::read_to_string(&fixture)?));
        // What was written is read again, as the app does: sizes and places may be rounded in a file.
        let design = file::read(&text).expect("what is written can be read").design();
        let name = fixture.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        std::fs::write(out.join(format!("{name}.json")), text)?;
        // Writing to a String cannot fail.
        let _ = writeln!(prints, "{name} {}", fingerprint(&design));
    }
    std::fs::write(out.join("fingerprints.txt"), prints)
}
