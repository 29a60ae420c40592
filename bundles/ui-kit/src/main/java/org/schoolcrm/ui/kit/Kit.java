package org.schoolcrm.ui.kit;

import java.util.List;
import java.util.Map;
import org.schoolcrm.host.spi.UiContribution;
import org.schoolcrm.host.spi.UiExtension;

/** The modules that pages import by a bare name: {@code lit} and {@code @crm/ui}. */
public final class Kit implements UiContribution {

    @Override
    public Map<String, String> modules() {
        return Map.of(
                "@crm/ui", "kit.js",
                "lit", "vendor/lit/index.js",
                "lit/", "vendor/lit/",
                "lit-html", "vendor/lit-html/lit-html.js",
                "lit-html/", "vendor/lit-html/",
                "lit-element/", "vendor/lit-element/",
                "@lit/reactive-element", "vendor/reactive-element/reactive-element.js",
                "@lit/reactive-element/", "vendor/reactive-element/");
    }

    @Override
    public List<UiExtension> extensions() {
        return List.of();
    }
}
