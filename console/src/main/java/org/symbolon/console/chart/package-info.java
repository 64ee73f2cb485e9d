/** Charts as numbers for SVG, which a template draws. Internal to the console. */
@NullMarked
package org.symbolon.console.chart;

import org.jspecify.annotations.NullMarked;
