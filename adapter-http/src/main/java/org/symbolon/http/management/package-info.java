/** What an operator and a machine that watches the node are told of its state. Internal to the HTTP service. */
@NullMarked
package org.symbolon.http.management;

import org.jspecify.annotations.NullMarked;
