/**
 * What issuing and sealing cost, measured with JMH; how to run it and what came out stands in {@code
 * docs/benchmarks.md}. Used by nobody: a benchmark sees of the other modules what any embedder sees.
 */
@NullMarked
package org.symbolon.benchmarks;

import org.jspecify.annotations.NullMarked;
