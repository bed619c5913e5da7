// Before the first paint: the page must not flash in the wrong colours.
;(function () {
  var wanted = null
  try {
    wanted = localStorage.getItem('strand.theme')
  } catch (e) {
    // Storage may be refused; then the system decides.
  }
  if (wanted !== 'dark' && wanted !== 'light') {
    wanted = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
  }
  document.documentElement.dataset.theme = wanted
})()
