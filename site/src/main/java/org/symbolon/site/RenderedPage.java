package org.symbolon.site;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/**
 * A page of the site without what all pages have around their content.
 *
 * @param html the content
 * @param anchors what links can lead to
 * @param sections in their order; the first is the page's title
 */
record RenderedPage(Page page, String html, ImmutableSet<String> anchors, ImmutableList<Section> sections) {
    String title() {
        return sections.get(0).heading();
    }
}
