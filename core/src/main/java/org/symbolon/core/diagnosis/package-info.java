/**
 * SPI: what plug-ins, stores and programs find when they examine an installation for its operator ({@code symbolon
 * doctor}). Whoever examines returns {@link org.symbolon.core.diagnosis.Finding}s, of what is well too, and throws
 * nothing because of what it finds.
 */
@NullMarked
package org.symbolon.core.diagnosis;

import org.jspecify.annotations.NullMarked;
