/**
 * Internal: the command {@code symbolon records}, and the models of records. The commands that explain a refusal use
 * these models.
 */
@NullMarked
package org.symbolon.cli.record;

import org.jspecify.annotations.NullMarked;
