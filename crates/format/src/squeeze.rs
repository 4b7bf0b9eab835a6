//! Deflate with a bound on what comes out, and with a shared beginning both sides know.

use miniz_oxide::deflate::core::create_comp_flags_from_zip_params;
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, TDEFLStatus, compress};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

/// The level that tries hardest before it gets slow.
const LEVEL: i32 = 9;
/// Raw deflate, without a zlib header.
const RAW: i32 = -15;

/// Why bytes do not inflate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InflateError {
    /// More would come out than allowed.
    TooLarge,
    /// They are no deflate stream, or end too early.
    Malformed,
}

/// Compresses bytes, as if `known` had come before them.
pub(crate) fn deflate(bytes: &[u8], known: &[u8]) -> Vec<u8> {
    let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(LEVEL, RAW, 0));
    let mut out = Vec::new();
    // A flush ends the block on a byte boundary, so that what the other side knows can be left out;
    // the compressor still remembers it.
    feed(&mut compressor, known, TDEFLFlush::Sync, &mut out);
    out.clear();
    feed(&mut compressor, bytes, TDEFLFlush::Finish, &mut out);
    out
}

fn feed(compressor: &mut CompressorOxide, mut input: &[u8], flush: TDEFLFlush, out: &mut Vec<u8>) {
    let mut chunk = [0u8; 4096];
    loop {
        let (status, read, written) = compress(compressor, input, &mut chunk, flush);
        input = &input[read..];
        out.extend_from_slice(&chunk[..written]);
        let flushed = input.is_empty() && written < chunk.len();
        if status != TDEFLStatus::Okay || flushed {
            return;
        }
    }
}

/// Inflates bytes to at most `most`, as if `known` had come before them.
///
/// # Errors
/// When they are no complete deflate stream, or hold more.
pub(crate) fn inflate(bytes: &[u8], known: &[u8], most: usize) -> Result<Vec<u8>, InflateError> {
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut decompressor = Box::<DecompressorOxide>::default();
    let mut out = known.to_vec();
    let (mut read, mut end) = (0, known.len());
    loop {
        let room = (end.max(1024) * 2).min(known.len() + most);
        out.resize(room, 0);
        let (status, consumed, written) = decompress(&mut decompressor, &bytes[read..], &mut out, end, flags);
        read += consumed;
        end += written;
        match status {
            TINFLStatus::Done => {
                out.truncate(end);
                return Ok(out.split_off(known.len()));
            }
            TINFLStatus::HasMoreOutput if room < known.len() + most => {}
            TINFLStatus::HasMoreOutput => return Err(InflateError::TooLarge),
            _ => return Err(InflateError::Malformed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_come_back(bytes: Vec<u8>, known: Vec<u8>, again in 1usize..2000) {
            let long: Vec<u8> = bytes.iter().copied().cycle().take(bytes.len() * again).collect();
            let packed = deflate(&long, &known);
            prop_assert_eq!(inflate(&packed, &known, long.len()), Ok(long));
        }

        #[test]
        fn any_bytes_inflate_or_are_refused(bytes: Vec<u8>) {
            let _ = inflate(&bytes, b"known", 10_000);
        }
    }

    #[test]
    fn what_both_sides_know_costs_nothing() {
        let text = b"Recommendation service, product catalogue, shopping cart";
        let (with, without) = (deflate(text, text).len(), deflate(text, b"").len());
        assert!(with < 20 && without > 40, "{with} and {without} bytes");
    }

    #[test]
    fn a_bomb_stops_at_the_bound() {
        let bomb = deflate(&vec![0; 10_000_000], b"");
        assert!(bomb.len() < 20_000);
        assert_eq!(inflate(&bomb, b"", 1_000_000), Err(InflateError::TooLarge));
        assert_eq!(inflate(&bomb[..100], b"", 10_000_000), Err(InflateError::Malformed));
    }
}
