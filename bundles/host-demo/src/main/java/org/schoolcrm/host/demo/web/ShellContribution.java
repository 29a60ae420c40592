package org.schoolcrm.host.demo.web;

import java.util.List;
import java.util.Map;
import org.schoolcrm.host.spi.UiContribution;
import org.schoolcrm.host.spi.UiExtension;

/** The shell's own files; it adds nothing to itself. */
public final class ShellContribution implements UiContribution {

    @Override
    public Map<String, String> modules() {
        return Map.of();
    }

    @Override
    public List<UiExtension> extensions() {
        return List.of();
    }
}
