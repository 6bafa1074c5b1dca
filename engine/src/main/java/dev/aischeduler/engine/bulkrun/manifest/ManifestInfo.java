package dev.aischeduler.engine.bulkrun.manifest;

import org.jspecify.annotations.Nullable;

/**
 * A stored manifest.
 *
 * @param layout of a CSV manifest; null for JSONL
 * @param parts number of artifacts that it was stored as; no row spans two
 * @param rows that are not blank, without the header
 * @param bytes of all parts, unpacked
 * @param firstLine line on which its first part begins
 */
public record ManifestInfo(
    ManifestFormat format,
    @Nullable CsvLayout layout,
    int parts,
    int rows,
    long bytes,
    long firstLine) {}
