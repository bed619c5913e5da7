import 'vuetify/styles/core'
import { createVuetify } from 'vuetify'
import { aliases, mdi } from 'vuetify/iconsets/mdi-svg'

/** Vuetify without its theme, which would write style elements that the content security policy refuses. */
export const vuetify = createVuetify({
  theme: false,
  icons: { defaultSet: 'mdi', aliases, sets: { mdi } },
  defaults: {
    VBtn: { ripple: false, variant: 'text' },
    VTextField: { variant: 'outlined', density: 'compact' },
    VTextarea: { variant: 'outlined', density: 'compact' },
    VSelect: { variant: 'outlined', density: 'compact' },
    VCheckbox: { density: 'compact', ripple: false },
    VDialog: { transition: 'fade-transition' },
    VMenu: { transition: 'fade-transition' },
  },
})
