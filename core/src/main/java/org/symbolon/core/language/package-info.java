/**
 * SPI: what people are told in their own language. English is the source: it stands in the code, and its messages, the
 * codes and the names of parameters are the same in every language, because programs read them. {@link
 * org.symbolon.core.language.Translations} are the files of one module, core's or a plug-in's; {@link
 * org.symbolon.core.language.Wording} is everything in one language. Plug-ins, adapters and embedders use this package.
 */
@NullMarked
package org.symbolon.core.language;

import org.jspecify.annotations.NullMarked;
