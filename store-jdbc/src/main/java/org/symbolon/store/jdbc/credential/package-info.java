/** The sealed DRM credentials in the table {@code credential}. Internal to this module. */
@NullMarked
package org.symbolon.store.jdbc.credential;

import org.jspecify.annotations.NullMarked;
