package org.schoolcrm.itests.screens;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;

/** What somebody looks at a screen with, and in which time zone they sit. */
record Look(Device device, ColorScheme colours, String language, String zone) {

    private static final String MOSCOW = "Europe/Moscow";

    /** A phone in one hand, or a screen on a desk. */
    enum Device {
        PHONE(390, 844),
        DESK(1280, 900);

        private final int width;
        private final int height;

        Device(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    static final Look DESK = new Look(Device.DESK, ColorScheme.LIGHT, "ru");
    static final Look PHONE = new Look(Device.PHONE, ColorScheme.LIGHT, "ru");
    static final Look ENGLISH = new Look(Device.DESK, ColorScheme.LIGHT, "en");

    Look(Device device, ColorScheme colours, String language) {
        this(device, colours, language, MOSCOW);
    }

    Look in(String anotherZone) {
        return new Look(device, colours, language, anotherZone);
    }

    int width() {
        return device.width;
    }

    boolean isEnglish() {
        return language.equals("en");
    }

    Browser.NewContextOptions options() {
        boolean phone = device == Device.PHONE;
        return new Browser.NewContextOptions()
                .setViewportSize(device.width, device.height)
                .setIsMobile(phone)
                .setHasTouch(phone)
                .setColorScheme(colours)
                .setLocale(isEnglish() ? "en-GB" : "ru-RU")
                .setTimezoneId(zone)
                .setPermissions(List.of("clipboard-read", "clipboard-write"));
    }

    @Override
    public String toString() {
        return (device + "-" + colours + "-" + language).toLowerCase(Locale.ROOT);
    }
}
