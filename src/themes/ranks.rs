//! Who stands in which row and in which order: the layered layout of the map.

use rust_sugiyama::configure::Config;
use rust_sugiyama::from_vertices_and_edges;

/// Free cells between neighbours in a row.
pub(super) const GAP: usize = 3;

/// A vertex to be placed: width and height in cells.
pub(super) type Size = (usize, usize);

/// Places vertices in rows so that every edge goes down. The edges must join all vertices and must
/// not go round in a circle or from a vertex to itself.
pub(super) fn rows(sizes: &[Size], edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    if edges.is_empty() {
        return vec![(0..sizes.len()).collect()];
    }
    let sized = |(v, (w, h)): (usize, &Size)| (v as u32, (*w as f64, *h as f64));
    let vertices: Vec<_> = sizes.iter().enumerate().map(sized).collect();
    let edges: Vec<_> = edges.iter().map(|(a, b)| (*a as u32, *b as u32)).collect();
    let config = Config {
        vertex_spacing: GAP as f64,
        ..Config::default()
    };
    let mut placed: Vec<(usize, (f64, f64))> = from_vertices_and_edges(&vertices, &edges, &config)
        .into_iter()
        .flat_map(|l| l.0)
        .collect();
    // The library hands them back in no order that can be relied on.
    placed.sort_by(|a, b| {
        a.1.1
            .total_cmp(&b.1.1)
            .then(a.1.0.total_cmp(&b.1.0))
            .then(a.0.cmp(&b.0))
    });
    let same_row = |a: &(usize, (f64, f64)), b: &(usize, (f64, f64))| (a.1.1 - b.1.1).abs() < 0.5;
    let row = |row: &[(usize, (f64, f64))]| row.iter().map(|p| p.0).collect();
    placed.chunk_by(same_row).map(row).collect()
}

pub(super) fn row_of(rows: &[Vec<usize>], vertices: usize) -> Vec<usize> {
    let mut row = vec![0; vertices];
    for (r, members) in rows.iter().enumerate() {
        for v in members {
            row[*v] = r;
        }
    }
    row
}
