/**
 * API: what the loaded plug-ins say of their DRMs: parameters, error codes, settings. Embedders and adapters make help
 * texts and documents from it; nothing here opens a store or creates the working part of a plug-in.
 */
@NullMarked
package org.symbolon.core.catalogue;

import org.jspecify.annotations.NullMarked;
