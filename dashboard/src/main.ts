import '@fontsource-variable/geist'
import '@fontsource-variable/geist-mono'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router'
import { vuetify } from './vuetify'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/table.css'
import './styles/forced.css'

createApp(App).use(createPinia()).use(router).use(vuetify).mount('#app')
