//! A font of boxes, so that pictures do not depend on the fonts of the machine.
//!
//! The tables are those the OpenType specification asks for in a TrueType font.

/// The glyphs: one for what is missing, then one for each printable ASCII character.
const GLYPHS: u16 = 96;

/// How wide each glyph is, in thousandths of the size.
pub const ADVANCE: i16 = 500;

/// The bytes of the font.
pub fn boxes() -> Vec<u8> {
    let glyph = glyph();
    let tables: [(&[u8; 4], Vec<u8>); 9] = [
        (b"cmap", cmap()),
        (b"glyf", glyph.repeat(GLYPHS.into())),
        (b"head", head()),
        (b"hhea", hhea()),
        (b"hmtx", words(&[ADVANCE, 50]).into_iter().chain(vec![0; 2 * (usize::from(GLYPHS) - 1)]).collect()),
        (b"loca", (0..=GLYPHS).flat_map(|glyph_at| (glyph_at * glyph.len() as u16 / 2).to_be_bytes()).collect()),
        (b"maxp", [&[0, 1, 0, 0][..], &GLYPHS.to_be_bytes(), &[0; 26]].concat()),
        (b"name", name()),
        (b"post", [&[0, 3, 0, 0][..], &[0; 28]].concat()),
    ];
    let count = tables.len() as u16;
    let mut directory = [&[0, 1, 0, 0][..], &count.to_be_bytes(), &words(&[128, 3, 16])].concat();
    let mut body = Vec::new();
    let start = directory.len() + 16 * tables.len();
    for (tag, table) in tables {
        directory.extend(tag.iter().chain(&[0; 4]));
        directory.extend(((start + body.len()) as u32).to_be_bytes());
        directory.extend((table.len() as u32).to_be_bytes());
        body.extend(table);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    [directory, body].concat()
}

fn words(words: &[i16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// A box of four points on the outline, each as a step from the one before.
fn glyph() -> Vec<u8> {
    let head = words(&[1, 50, 0, 450, 700, 3, 0]);
    [head, vec![1; 4], words(&[50, 400, 0, -400]), words(&[0, 0, 700, 0])].concat()
}

fn head() -> Vec<u8> {
    let versions = [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x5f, 0x0f, 0x3c, 0xf5];
    let dates = [0; 16];
    [&versions[..], &words(&[0, 1000]), &dates, &words(&[0, 0, 500, 800, 0, 8, 2, 0, 0])].concat()
}

fn hhea() -> Vec<u8> {
    [&[0, 1, 0, 0][..], &words(&[800, -200, 0, ADVANCE, 0, 0, 450, 1, 0, 0, 0, 0, 0, 0, 0, 1])].concat()
}

/// One group: the printable ASCII characters, from the second glyph on.
fn cmap() -> Vec<u8> {
    let header = words(&[0, 1, 3, 10, 0, 12]);
    let numbers: [u32; 6] = [28, 0, 1, 0x20, 0x7e, 1];
    [header, words(&[12, 0]), numbers.iter().flat_map(|number| number.to_be_bytes()).collect()].concat()
}

fn name() -> Vec<u8> {
    let text: Vec<u8> = "Boxes".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let length = text.len() as i16;
    let record = |id: i16| words(&[3, 1, 0x409, id, length, 0]);
    [words(&[0, 2, 30]), record(1), record(6), text].concat()
}
